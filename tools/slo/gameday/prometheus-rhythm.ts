import { orderService } from '../order-service-declaration.ts';
import { selector } from '../prometheus/rules/series.ts';
import { observedSeries, type Point } from './observed-series.ts';

/** A reading of the counters; times are in seconds since the game day began. */
export interface Scrape {
  readonly at: number;
  /** From when on rules see it. */
  readonly storedAt: number;
}

/** When a Prometheus scraped, and when it evaluated the rules of each objective, in the order of time. */
export interface PrometheusRhythm {
  readonly scrapes: readonly Scrape[];
  /** By objective. */
  readonly evaluations: ReadonlyMap<string, readonly number[]>;
}

const onlySeries = async (url: string, query: string, epoch: number): Promise<readonly Point[]> => {
  const [series, ...others] = await observedSeries(url, query, epoch);
  if (series === undefined || others.length > 0) throw new Error(`${query} is not one series`);
  return series.points;
};

/**
 * The rhythm from the beginning of a game day to a second of it.
 * @param epoch when it began, in seconds since 1970.
 */
export const prometheusRhythm = async (
  url: string,
  epoch: number,
  untilSeconds: number,
): Promise<PrometheusRhythm> => {
  const pointsOf = async (query: string): Promise<readonly Point[]> =>
    (await onlySeries(url, query, epoch)).filter(({ at }) => at <= untilSeconds);
  const durations = new Map((await pointsOf('scrape_duration_seconds')).map(({ at, value }) => [at, value]));
  const scrapes = (await pointsOf('up'))
    .filter(({ value }) => value === 1)
    .map(({ at }) => ({ at, storedAt: at + (durations.get(at) ?? 0) }));
  const evaluations = new Map<string, readonly number[]>();
  for (const id of Object.keys(orderService.objectives)) {
    // A constant, so that there is a sample of every evaluation.
    const points = await pointsOf(selector('slo:objective:ratio', { sloth_slo: id }));
    evaluations.set(
      id,
      points.map(({ at }) => at),
    );
  }
  return { scrapes, evaluations };
};
