import { afterAll, beforeAll, describe } from 'vitest';
import { type RunningService, startService } from '../harness/service/running-service.ts';
import { exactMetrics } from './metrics.suite.ts';

describe('the service', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({
      functions: [
        'put-product',
        'get-product',
        'create-order',
        'get-order',
        'metrics',
        'expire-orders',
        'fold-environments',
      ],
      consumers: ['aggregate-metrics', 'relay-events', 'summarize-orders'],
      pace: { logCollectMs: 50, logRetryMs: 50 },
    });
  });
  afterAll(() => service.close());

  exactMetrics(() => service);
});
