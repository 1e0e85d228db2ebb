import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { scopes } from '../../lib/contract/scopes.ts';
import { seriesValues } from '../harness/exposition/parse-exposition.ts';
import { type RunningService, startService } from '../harness/service/running-service.ts';
import { adminScope, type Shopper, shopper, unitsLeft } from '../harness/service/shopper.ts';

const sku = 'TEA-001';

describe('synthetic orders', () => {
  let service: RunningService;
  let admin: Shopper;
  let scraper: string;

  beforeAll(async () => {
    service = await startService({
      functions: [
        'place-synthetic-order',
        'create-order',
        'cancel-order',
        'get-product',
        'list-orders',
        'metrics',
      ],
      consumers: ['aggregate-metrics', 'relay-events', 'summarize-orders'],
      pace: { logCollectMs: 50, logRetryMs: 50 },
      seeded: true,
      syntheticOrders: true,
    });
    admin = await shopper(service, 'ada', adminScope);
    scraper = await service.tokenFor('prometheus', scopes.metricsRead);
  });
  afterAll(() => service?.close());

  const values = async () => {
    const accept = 'text/plain;version=0.0.4';
    return seriesValues((await service.send(scraper, 'metrics', { headers: { accept } })).body, 'text');
  };
  const counted = async (outcome: string) =>
    (await values()).get(`order_service_synthetic_orders_total{outcome="${outcome}"}`);

  it('are placed and cancelled with a token of the issuer, and give their unit back', async () => {
    const before = await unitsLeft(service, sku);
    await service.run('place-synthetic-order');
    const cancelled = await admin.send('list-orders', {
      query: { allCustomers: 'true', status: 'cancelled' },
    });
    expect(cancelled.json<{ items: object[] }>().items).toMatchObject([
      { customerId: 'synthetic-customer', items: [{ sku, quantity: 1 }] },
    ]);
    expect(await unitsLeft(service, sku)).toBe(before);
    await vi.waitFor(async () => expect(await counted('completed')).toBe(1), {
      timeout: 20_000,
      interval: 250,
    });
  });

  it('are in no business metric', async () => {
    const { id } = await admin.placed(sku);
    await admin.cancel(id);
    const cancelled = 'order_service_orders_processed_total{status="cancelled"}';
    await vi.waitFor(async () => expect((await values()).get(cancelled)).toBe(1), {
      timeout: 20_000,
      interval: 250,
    });
    const shown = await values();
    expect(shown.get('order_value_dollars_count{}')).toBe(1);
    expect(shown.get('orders_pending{}')).toBe(0);
  });

  it('fail while customers cannot order, and report the failed step', async () => {
    const functions = { throttle: 1, only: ['create-order'] };
    await service.request('/local/faults', { method: 'PUT', body: JSON.stringify({ functions }) });
    await service.run('place-synthetic-order');
    await service.request('/local/faults', { method: 'DELETE' });
    await vi.waitFor(async () => expect(await counted('failed')).toBe(1), { timeout: 20_000, interval: 250 });
    const logged = await service.request('/local/logs?function=place-synthetic-order');
    expect(logged.body).toContain('POST /api/v1/orders: 503');
  });
});
