import { afterAll, beforeAll, describe } from 'vitest';
import { type RunningService, startService } from '../harness/service/running-service.ts';
import { concurrency } from './concurrency.suite.ts';
import { payments } from './payments.suite.ts';
import { refunds } from './refunds.suite.ts';
import { unpaidOrders } from './unpaid-orders.suite.ts';

describe('the service', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await startService({
      functions: [
        'put-product',
        'get-product',
        'create-order',
        'get-order',
        'list-orders',
        'pay-order',
        'cancel-order',
        'ship-order',
        'refund-order',
        'health-ready',
        'reconcile-payments',
      ],
    });
  });
  afterAll(() => service.close());

  concurrency(() => service);
  payments(() => service);
  refunds(() => service);
  unpaidOrders(() => service);
});
