import { beforeAll, describe, expect, it, vi } from 'vitest';
import { scopes } from '../../lib/contract/scopes.ts';
import { seriesValues } from '../harness/exposition/parse-exposition.ts';
import type { CurrentService } from '../harness/service/running-service.ts';

/** @param service one whose orders were paid, shipped and delivered, and whose events got lost and quarantined. */
export const consumerMetrics = (service: CurrentService): void => {
  describe('/metrics of a service whose events are consumed', () => {
    let scraper: string;
    beforeAll(async () => {
      scraper = await service().tokenFor('prometheus', scopes.metricsRead);
    });

    it.each([
      ['what the relay counts', 'order_service_events_published_total{outcome="accepted"}'],
      ['what it counts when the bus refuses', 'order_service_events_published_total{outcome="failed"}'],
      ['what it judges', 'slo_events_total{outcome="good",slo="event-freshness"}'],
      ['what the sweeper counts', 'order_service_events_published_total{outcome="repeated"}'],
      ['orders that were quarantined', 'order_service_orders_quarantined_total{}'],
      ['what the summary counts', 'order_service_orders_processed_total{status="delivered"}'],
      ['how long orders took', 'order_processing_seconds_count{}'],
      ['what the aggregator counts', 'order_service_metrics_lines_total{outcome="ingested"}'],
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
