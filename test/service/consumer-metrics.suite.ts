import { beforeAll, describe, expect, it, vi } from 'vitest';
import { scopes } from '../../lib/contract/scopes.ts';
import { seriesValues } from '../harness/exposition/parse-exposition.ts';
import { watchEvents } from '../harness/service/event-watch.ts';
import type { CurrentService, RunningService } from '../harness/service/running-service.ts';
import { shopper, stock } from '../harness/service/shopper.ts';

/** Lets the bus lose the event of an order, and the sweeper publish it again. */
const repeatLostEvent = async (service: RunningService): Promise<void> => {
  const sku = 'LOST-001';
  await stock(service, sku, 1);
  const customer = await shopper(service, 'unheard');
  const watch = await watchEvents(service);
  const within = { timeout: 20_000, interval: 250 };
  try {
    await watch.setFaults({ bus: { lost: 1 } });
    const before = await watch.acceptedCount();
    await customer.placed(sku);
    await vi.waitFor(async () => expect(await watch.acceptedCount()).toBeGreaterThan(before), within);
    await watch.endFaults();
    await vi.waitFor(async () => {
      await service.run('sweep-events');
      expect(await watch.stuck()).toEqual([]);
    }, within);
  } finally {
    await watch.close();
  }
};

/** @param service one whose orders were paid, shipped and delivered, and whose events got lost and quarantined. */
export const consumerMetrics = (service: CurrentService): void => {
  describe('/metrics of a service whose events are consumed', () => {
    let scraper: string;
    beforeAll(async () => {
      scraper = await service().tokenFor('prometheus', scopes.metricsRead);
      await repeatLostEvent(service());
    });

    it.each([
      ['published events', 'order_service_events_published_total{outcome="accepted"}'],
      ['events that the bus refused', 'order_service_events_published_total{outcome="failed"}'],
      ['judged events', 'slo_events_total{outcome="good",slo="event-freshness"}'],
      ['events that the sweeper published again', 'order_service_events_published_total{outcome="repeated"}'],
      ['quarantined orders', 'order_service_orders_quarantined_total{}'],
      ['orders that the summary processed', 'order_service_orders_processed_total{status="delivered"}'],
      ['processing times of orders', 'order_processing_seconds_count{}'],
      ['lines that the aggregator ingested', 'order_service_metrics_lines_total{outcome="ingested"}'],
    ])('has %s: %s', async (_, series) => {
      await vi.waitFor(
        async () => {
          const { body } = await service().send(scraper, 'metrics');
          expect(seriesValues(body, 'text').get(series)).toBeGreaterThan(0);
        },
        { timeout: 10_000, interval: 250 },
      );
    });
  });
};
