import { afterAll, beforeAll, describe } from 'vitest';
import { type RunningService, startService } from '../harness/service/running-service.ts';
import { consumerMetrics } from './consumer-metrics.suite.ts';
import { customerData } from './customer-data.suite.ts';
import { customerSummary } from './customer-summary.suite.ts';
import { events } from './events.suite.ts';

describe('the service', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({
      functions: [
        'put-product',
        'create-order',
        'get-order',
        'list-orders',
        'pay-order',
        'cancel-order',
        'ship-order',
        'deliver-order',
        'customer-summary',
        'sweep-events',
        'send-canary',
        'metrics',
      ],
      consumers: ['relay-events', 'summarize-orders', 'receive-canary', 'aggregate-metrics'],
      republishSeconds: 1,
      pace: {
        streamPollMs: { least: 20, most: 50 },
        streamRetryMs: { least: 20, most: 5_000 },
        queueRetryMs: 500,
      },
    });
  });
  afterAll(() => service.close());

  customerSummary(() => service);
  customerData(() => service);
  events(() => service);
  consumerMetrics(() => service);
});
