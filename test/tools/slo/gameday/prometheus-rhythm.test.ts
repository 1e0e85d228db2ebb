import { afterEach, describe, expect, it } from 'vitest';
import { sloIds } from '../../../../lib/contract/slos.ts';
import type { HttpServer } from '../../../../tools/local-cloud/http/http-server.ts';
import { prometheusRhythm } from '../../../../tools/slo/gameday/prometheus-rhythm.ts';
import { startFixturePrometheus } from '../../../harness/slo/fixture-prometheus.ts';

const epoch = 1_000_000;

let prometheus: HttpServer | undefined;
afterEach(() => prometheus?.close(0));

const at = (value: number, ...seconds: readonly number[]) =>
  seconds.map((second) => [epoch + second, value] as const);

/** Scrapes in whole seconds, one of which fails; evaluations half a second later. */
const seriesOf = (query: string) => {
  if (query === 'up') return [{ samples: [...at(1, 0, 1), ...at(0, 2), ...at(1, 3, 4)] }];
  if (query === 'scrape_duration_seconds') return [{ samples: at(0.25, 0, 1, 2, 3, 4) }];
  return query.startsWith('slo:objective:ratio{') ? [{ samples: at(0.999, 0.5, 1.5, 2.5, 3.5, 4.5) }] : [];
};

describe('prometheusRhythm', () => {
  it('returns the times of scrapes and of rule evaluations up to the end', async () => {
    prometheus = await startFixturePrometheus(seriesOf);
    const { scrapes, evaluations } = await prometheusRhythm(prometheus.url, epoch, 4);
    expect(scrapes).toEqual([0, 1, 3, 4].map((second) => ({ at: second, storedAt: second + 0.25 })));
    expect([...evaluations]).toEqual(sloIds.map((id) => [id, [0.5, 1.5, 2.5, 3.5]]));
  });

  it('refuses to guess when there are several scraped services', async () => {
    prometheus = await startFixturePrometheus((query) => [...seriesOf(query), ...seriesOf(query)]);
    await expect(prometheusRhythm(prometheus.url, epoch, 4)).rejects.toThrow('is not one series');
  });
});
