import type { AlertSpan } from './alert-span.ts';
import { rehearsalTiming } from './rehearsal-timing.ts';

export interface Point {
  /** Seconds since the game day began. */
  readonly at: number;
  readonly value: number;
}

export interface ObservedSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly Point[];
}

interface MatrixAnswer {
  readonly data: {
    readonly result: readonly {
      readonly metric: Readonly<Record<string, string>>;
      readonly values: readonly (readonly [number, string])[];
    }[];
  };
}

/** Every sample of some series as it was stored. @param epoch when the game day began, in seconds since 1970. */
export const observedSeries = async (
  url: string,
  selector: string,
  epoch: number,
): Promise<readonly ObservedSeries[]> => {
  const answer = await fetch(`${url}/api/v1/query`, {
    method: 'POST',
    body: new URLSearchParams({ query: `${selector}[1h]` }),
  });
  if (!answer.ok) throw new Error(`Prometheus answers ${answer.status}: ${await answer.text()}`);
  const { data } = (await answer.json()) as MatrixAnswer;
  return data.result.map(({ metric, values }) => ({
    labels: metric,
    points: values.map(([time, value]) => ({ at: time - epoch, value: Number(value) })),
  }));
};

/** The stretches in which samples came at every evaluation. */
export const spansOf = (
  alert: string,
  points: readonly Point[],
  untilSeconds: number,
): readonly AlertSpan[] => {
  const { evaluationSeconds } = rehearsalTiming;
  const spans: AlertSpan[] = [];
  let firesAt = Number.NaN;
  let last = Number.NaN;
  const close = () => {
    if (Number.isNaN(last)) return;
    const clearsAt = last + evaluationSeconds;
    spans.push(clearsAt > untilSeconds ? { alert, firesAt } : { alert, firesAt, clearsAt });
  };
  for (const { at } of points) {
    if (!(at - last < 1.5 * evaluationSeconds)) {
      close();
      firesAt = at;
    }
    last = at;
  }
  close();
  return spans;
};

/** What the burn alerts did in a real Prometheus. */
export const observedAlerts = async (
  url: string,
  epoch: number,
  untilSeconds: number,
): Promise<readonly AlertSpan[]> => {
  const series = await observedSeries(url, 'ALERTS{alertstate="firing",long!=""}', epoch);
  return series.flatMap(({ labels, points }) => spansOf(labels['alertname'] ?? '', points, untilSeconds));
};
