import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { scopes } from '../../lib/contract/scopes.ts';
import { seriesValues } from '../harness/exposition/parse-exposition.ts';
import { type RunningService, startService } from '../harness/service/running-service.ts';

const found = 'order_service_requests_total{endpoint="/api/v1/products/{sku}",method="GET",status="success"}';

describe('the counters of a service whose aggregator fails for a while', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({
      functions: ['put-product', 'get-product', 'metrics', 'redrive-batches'],
      consumers: ['aggregate-metrics'],
      seeded: true,
      pace: { logCollectMs: 20, logRetryMs: 20 },
    });
  });
  afterAll(() => service.close());

  it('are complete after a run of the job, without a command', async () => {
    const scraper = await service.tokenFor('scraper', scopes.metricsRead);
    const counted = async () =>
      seriesValues((await service.send(scraper, 'metrics')).body, 'text').get(found);
    const failures = async () =>
      (await service.request('/local/failures')).json<{ items: readonly { functionName: string }[] }>().items;
    const faults = { functions: { crash: 1, only: ['aggregate-metrics'] } };
    await service.request('/local/faults', { method: 'PUT', body: JSON.stringify(faults) });
    for (let n = 0; n < 3; n += 1) await service.send(undefined, 'get-product', { path: { sku: 'TEA-001' } });
    await vi.waitFor(async () => expect((await failures()).length).toBeGreaterThan(0), { timeout: 30_000 });
    await service.request('/local/faults', { method: 'DELETE' });
    await vi.waitFor(
      async () => {
        await service.run('redrive-batches');
        expect(await failures()).toEqual([]);
        expect(await counted()).toBe(3);
      },
      { timeout: 30_000, interval: 500 },
    );
  });
});
