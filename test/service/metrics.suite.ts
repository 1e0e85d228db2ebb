import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RouteId } from '../../lib/contract/routes.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { expositionProblems } from '../harness/exposition/exposition-problems.ts';
import { type Format, seriesValues } from '../harness/exposition/parse-exposition.ts';
import '../harness/gateway-answer.ts';
import { prometheusServer } from '../harness/prometheus.ts';
import { createTally } from '../harness/service/metrics-tally.ts';
import type { Answer, CurrentService, RequestFacts } from '../harness/service/running-service.ts';
import { startScraping } from '../harness/service/scraping-prometheus.ts';
import { adminScope, type Shopper, shopper } from '../harness/service/shopper.ts';
import { volume } from '../harness/volume.ts';

const requests = volume({ inCi: 2_000, usual: 100 });
const atOnce = 25;
/** The cold starts after a kill cost as much as some waves. */
const wavesPerKill = 6;

const accept = {
  text: 'text/plain;version=0.0.4',
  openMetrics: 'application/openmetrics-text;version=1.0.0',
};

type Request = readonly [RouteId, RequestFacts?];

const items = (quantity: number) => [{ sku: 'TEA-001', quantity }];

/** Requests of many kinds, with good and bad answers. */
const mix: readonly Request[] = [
  ['create-order', { body: { items: items(1), source: 'web' } }],
  ['create-order', { body: { items: items(7), source: 'mobile' } }],
  ['create-order', { body: { items: items(300), source: 'partner' } }],
  ['create-order', { body: { items: [] } }],
  ['create-order', { body: { items: [{ sku: 'NONE-001', quantity: 1 }] } }],
  ['create-order', { body: { items: items(1) }, key: 'short' }],
  ['get-order', { path: { orderId: 'ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A5' } }],
  ['get-product', { path: { sku: 'TEA-001' } }],
  ['get-product', { path: { sku: 'NONE-001' } }],
  ['get-product', { path: { sku: 'TEA-001' } }],
];

/** Functions whose environments are killed, one after the other. */
const killed: readonly RouteId[] = ['create-order', 'get-product', 'get-order'];

/** Series that only grow. */
const isCounter = (series: string) => /^[a-z_]+_(?:total|bucket|count|sum)\{/.test(series);

export const exactMetrics = (service: CurrentService): void => {
  describe('/metrics', () => {
    let alice: Shopper;
    let scraper: string;
    let prometheus: Awaited<ReturnType<typeof startScraping>> | undefined;
    const tally = createTally();
    const scrape = (format: Format): Promise<Answer> =>
      service().send(scraper, 'metrics', { headers: { accept: accept[format] } });
    const values = async (format: Format = 'text') => seriesValues((await scrape(format)).body, format);
    const totalOf = (shown: ReadonlyMap<string, number>) =>
      [...shown].reduce(
        (sum, [series, value]) =>
          sum +
          (series.startsWith('order_service_requests_total') && !series.includes('"/metrics"') ? value : 0),
        0,
      );

    beforeAll(async () => {
      alice = await shopper(service(), 'alice', adminScope);
      scraper = await service().tokenFor('prometheus', scopes.metricsRead);
      // It takes five seconds until it looks for its targets.
      if (!prometheusServer.isMissing) prometheus = await startScraping(service().url, scraper);
      await service().request('/local/faults', {
        method: 'PUT',
        body: JSON.stringify({ seed: 5, logs: { duplicate: 0.3, reorder: 0.3, rebatch: 0.3 } }),
      });
    });

    afterAll(() => prometheus?.stop());

    it('is valid before the first request, in both formats and in gzip', async () => {
      for (const format of ['text', 'openMetrics'] as const) {
        const { statusCode, headers, body } = await scrape(format);
        expect([statusCode, headers['content-encoding']]).toEqual([200, 'gzip']);
        expect(headers['content-type']).toContain(accept[format].split(';')[0]);
        expect(expositionProblems(body, format)).toEqual([]);
      }
    });

    it('refuses a token without the scope of metrics', async () => {
      expect(await service().send(alice.token, 'metrics')).toBeOfGateway('forbidden');
    });

    it(`agrees with the client’s own count of ${requests} requests to changing environments, through faults of their lines`, {
      timeout: 300_000,
    }, async () => {
      tally.note(
        'put-product',
        await alice.send('put-product', {
          path: { sku: 'TEA-001' },
          body: { name: 'Assam', unitPrice: { amount: 1_999, currency: 'USD' }, stock: 20_000 },
        }),
      );
      let shown: ReadonlyMap<string, number> = new Map();
      let kills = 0;
      for (let sent = 0; sent < requests; sent += atOnce) {
        const wave = Array.from({ length: Math.min(atOnce, requests - sent) }, async (_, n) => {
          const [routeId, facts] = mix[(sent + n) % mix.length] ?? ['get-product'];
          tally.note(routeId, await alice.send(routeId, facts));
        });
        const format = sent % (2 * atOnce) === 0 ? 'text' : 'openMetrics';
        const [next] = await Promise.all([values(format), ...wave]);
        for (const [series, value] of shown) {
          if (isCounter(series)) expect([series, (next.get(series) ?? -1) >= value]).toEqual([series, true]);
        }
        shown = next;
        if ((sent / atOnce) % wavesPerKill !== 1) continue;
        const victim = killed[kills % killed.length];
        const answer = await service().request(`/local/functions/${victim}/kill`, { method: 'POST' });
        expect(answer.json<{ killed: number }>().killed).toBeGreaterThan(0);
        kills += 1;
      }
      expect(kills).toBeGreaterThan(0);
      const deadline = Date.now() + 20_000;
      const placed = 'order_value_dollars_count{}';
      const isBehind = (latest: ReadonlyMap<string, number>) =>
        totalOf(latest) < tally.requests() || (latest.get(placed) ?? 0) < (tally.values().get(placed) ?? 0);
      while (isBehind(await values()) && Date.now() < deadline) await pause(250);
      // What comes twice, comes now.
      await service().request('/local/faults', { method: 'DELETE' });
      await pause(1_000);
      const final = await values();
      const expected = tally.values();
      expect(new Map([...expected.keys()].map((series) => [series, final.get(series)]))).toEqual(expected);
      expect(totalOf(final)).toBe(tally.requests());
      const latency = ['good', 'bad'].map(
        (outcome) => final.get(`slo_events_total{outcome="${outcome}",slo="order-latency"}`) ?? 0,
      );
      expect(latency.reduce((sum, events) => sum + events)).toBe(expected.get(placed));
      expect(final.get('order_service_metrics_lines_total{outcome="malformed"}')).toBe(0);
      expect(final.get('order_service_metrics_lines_total{outcome="duplicate"}')).toBeGreaterThan(0);
    });

    it('counts all placed orders as pending, because none was paid', async () => {
      const placed = tally.values().get('order_value_dollars_count{}') ?? 0;
      expect(placed).toBeGreaterThan(0);
      expect((await values()).get('orders_pending{}')).toBe(placed);
    });

    it('reports the number of pending orders to CloudWatch only', async () => {
      await service().run('expire-orders');
      const placed = tally.values().get('order_value_dollars_count{}');
      await vi.waitFor(
        async () => {
          const logs = await service().request('/local/logs?function=expire-orders');
          const lines = logs.json<{ items: Record<string, unknown>[] }>().items;
          const counts = lines.filter((line) => 'orders_pending' in line);
          expect(counts.map((line) => line['orders_pending'])).toEqual([placed]);
          for (const line of counts) expect(line).not.toHaveProperty('exact');
        },
        { timeout: 10_000, interval: 250 },
      );
    });

    it('shows examples that lead to the logs', async () => {
      const { body } = await scrape('openMetrics');
      const [, correlationId = ''] = / # \{correlation_id="([^"]+)"\}/.exec(body) ?? [];
      const logged = await service().request(`/local/logs?correlationId=${correlationId}`);
      expect(logged.json<{ items: unknown[] }>().items.length).toBeGreaterThan(0);
    });

    it.skipIf(prometheusServer.isMissing)(
      `is scraped by a real Prometheus in both formats, with the same values${prometheusServer.reason}`,
      async () => {
        const valuesByJob = async (query: string, wanted: number) =>
          prometheus?.valuesByJob(query, (value) => value === wanted);
        const inBoth = (value: number) => ({ openMetrics: value, text: value });
        expect(await valuesByJob('up', 1)).toEqual(inBoth(1));
        const requestsQuery = 'sum by (job) (order_service_requests_total{endpoint!="/metrics"})';
        expect(await valuesByJob(requestsQuery, tally.requests())).toEqual(inBoth(tally.requests()));
        const placed = tally.values().get('order_value_dollars_count{}') ?? 0;
        // The same text of a bound in both formats.
        const bucketQuery = 'sum by (job) (order_value_dollars_bucket{le="5000.0"})';
        const upTo = tally.values().get('order_value_dollars_bucket{le="5000.0"}') ?? 0;
        expect(upTo).toBeLessThan(placed);
        expect(await valuesByJob(bucketQuery, upTo)).toEqual(inBoth(upTo));
        const shown = await prometheus?.exemplars('order_service_request_duration_seconds_bucket');
        expect(shown?.flatMap(({ exemplars }) => exemplars).length).toBeGreaterThan(0);
      },
    );

    it('stays as it was when environments are folded', async () => {
      const before = await values();
      expect((await service().run('fold-environments')).statusCode).toBe(200);
      const after = await values();
      for (const series of tally.values().keys()) expect(after.get(series)).toBe(before.get(series));
    });
  });
};
