import type { Objective } from './objective.ts';

/** A time whose events do not count against an objective's budget. Alarms do not know it. */
export interface Correction {
  /** RFC 3339, in UTC. */
  readonly from: string;
  readonly to: string;
  /** Id of the objective. */
  readonly objective: string;
  readonly reason: string;
  /** Where it was decided. */
  readonly ticket: string;
}

/** A stretch of time in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A correction that is wrong; the message is one line. */
export class CorrectionError extends Error {
  override readonly name = 'CorrectionError';
}

const dayMs = 86_400_000;

/** A day that a month does not have would be one of the next month. */
const isUtcTime = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z$/.test(text) &&
  Number.isFinite(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text.slice(0, 10));

const problemOf = (
  { from, to, objective, reason, ticket }: Correction,
  ids: ReadonlySet<string>,
  now: number,
): string | undefined => {
  if (!ids.has(objective)) return `its objective ${JSON.stringify(objective)} is unknown`;
  if (!isUtcTime(from) || !isUtcTime(to)) return 'from and to must be times such as 2026-07-01T12:00:00Z';
  if (Date.parse(from) >= Date.parse(to)) return 'from must be before to';
  if (Date.parse(to) > now + dayMs) return 'to must not be more than a day in the future';
  if (reason.trim() === '' || ticket.trim() === '') return 'reason and ticket must not be empty';
  return undefined;
};

/**
 * Checks the corrections of a service's objectives.
 * @throws {CorrectionError} for the first that is wrong.
 */
export const checkCorrections = (
  corrections: readonly Correction[],
  objectives: readonly Pick<Objective, 'id'>[],
  now: number,
): void => {
  const ids = new Set(objectives.map(({ id }) => id));
  for (const [position, correction] of corrections.entries()) {
    const problem = problemOf(correction, ids, now);
    if (problem !== undefined) throw new CorrectionError(`Correction ${position + 1}: ${problem}`);
  }
};

/** The corrected stretches of an objective within a span, in order and without overlap. */
export const correctedSpans = (
  corrections: readonly Correction[],
  { id }: Pick<Objective, 'id'>,
  within: Span,
): readonly Span[] => {
  const spans = corrections
    .filter(({ objective }) => objective === id)
    .map(({ from, to }) => ({
      from: Math.max(Date.parse(from), within.from),
      to: Math.min(Date.parse(to), within.to),
    }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.from <= last.to)
      merged.splice(-1, 1, { from: last.from, to: Math.max(last.to, span.to) });
    else merged.push(span);
  }
  return merged;
};
