import type { Activation } from '../alert-simulator/activations.ts';

/** A prediction with what became of it. One of both may be missing. */
export interface Comparison {
  readonly alert: string;
  readonly predicted?: AlertSpan;
  readonly observed?: AlertSpan;
  readonly agrees: boolean;
}

/** In milliseconds, as Prometheus counts: a second apart is not 1.0000000001 s apart. */
const isNear = (predicted: number, observed: number, tolerance: number): boolean =>
  Math.round(Math.abs(observed - predicted) * 1_000) <= Math.round(tolerance * 1_000);

/** Where one end was not seen any more, the other may be as late. */
const endsAlike = (
  predicted: AlertSpan,
  observed: AlertSpan,
  untilSeconds: number,
  tolerance: number,
): boolean =>
  predicted.clearsAt === observed.clearsAt ||
  isNear(predicted.clearsAt ?? untilSeconds, observed.clearsAt ?? untilSeconds, tolerance);

/** Spans of an alert with gaps below the resolution, as one. */
export const withoutFlutter = (spans: readonly AlertSpan[], tolerance: number): readonly AlertSpan[] => {
  const result: AlertSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.firesAt - b.firesAt)) {
    const last = result.at(-1);
    if (last?.clearsAt !== undefined && isNear(last.clearsAt, span.firesAt, tolerance)) {
      const { clearsAt: _, ...open } = last;
      result.splice(-1, 1, { ...open, ...(span.clearsAt !== undefined && { clearsAt: span.clearsAt }) });
    } else result.push(span);
  }
  return result;
};

/**
 * Predictions and observations of each alert side by side, in the order of time.
 * @param tolerance how far apart both may be, in seconds.
 */
export const compare = (
  predicted: readonly AlertSpan[],
  observed: readonly AlertSpan[],
  untilSeconds: number,
  tolerance: number,
): readonly Comparison[] => {
  const names = new Set([...predicted, ...observed].map(({ alert }) => alert));
  const comparisons = [...names].flatMap((alert) => {
    const of = (spans: readonly AlertSpan[]) =>
      withoutFlutter(
        spans.filter((span) => span.alert === alert),
        tolerance,
      );
    const [expected, seen] = [of(predicted), of(observed)];
    return Array.from({ length: Math.max(expected.length, seen.length) }, (_, position): Comparison => {
      const [one, other] = [expected[position], seen[position]];
      return {
        alert,
        ...(one && { predicted: one }),
        ...(other && { observed: other }),
        agrees:
          one !== undefined &&
          other !== undefined &&
          isNear(one.firesAt, other.firesAt, tolerance) &&
          endsAlike(one, other, untilSeconds, tolerance),
      };
    });
  });
  const start = ({ predicted: one, observed: other }: Comparison) => one?.firesAt ?? other?.firesAt ?? 0;
  return comparisons.sort((a, b) => start(a) - start(b));
};

/** Once that a named alert fires, in seconds since the game day began. */
export interface AlertSpan extends Activation {
  readonly alert: string;
}
