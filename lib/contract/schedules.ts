import type { Access } from './access.ts';
import { paymentAccess } from './routes.ts';
import type { ScheduleId } from './service.ts';

/** A scheduled job. */
export interface ScheduleDefinition {
  readonly everyMinutes: number;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly access: Access;
}

/** Every scheduled function, by the id that is also its name and its file in `functions/`. */
export const schedules = {
  /** Ends orders that were not paid in time. It also reports to CloudWatch how many wait, by the totals of events. */
  'expire-orders': {
    everyMinutes: 1,
    timeoutSeconds: 50,
    memoryMb: 512,
    access: {
      ordersTable: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      'ordersTable/gsi2': ['dynamodb:Query'],
      eventsTable: ['dynamodb:PutItem'],
      metricsTable: ['dynamodb:Query'],
    },
  },
  'reconcile-payments': {
    everyMinutes: 1,
    timeoutSeconds: 50,
    memoryMb: 512,
    access: {
      ...paymentAccess,
      // What fails is put off.
      ordersTable: [...paymentAccess.ordersTable, 'dynamodb:UpdateItem'],
      'ordersTable/gsi2': ['dynamodb:Query'],
    },
  },
  /** Publishes what the stream has lost, and quarantines what cannot be published. */
  'sweep-events': {
    everyMinutes: 1,
    timeoutSeconds: 50,
    memoryMb: 512,
    access: {
      eventsTable: ['dynamodb:Query', 'dynamodb:UpdateItem'],
      'eventsTable/gsi1': ['dynamodb:Query'],
      eventBus: ['events:PutEvents'],
    },
  },
  /** Sends a canary event over the bus, and counts those that were not delivered in time. */
  'send-canary': {
    everyMinutes: 1,
    timeoutSeconds: 20,
    memoryMb: 512,
    access: {
      eventsTable: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
      'eventsTable/gsi1': ['dynamodb:Query'],
      eventBus: ['events:PutEvents'],
    },
  },
  /** Gives products whose orders conflict more stock items, and takes them back when the orders are calm. */
  'split-stock': {
    everyMinutes: 1,
    timeoutSeconds: 20,
    memoryMb: 512,
    access: {
      ordersTable: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    },
  },
  /** Counts the units of every listed product for the list of products, which reads no stock item. */
  'refresh-availability': {
    everyMinutes: 1,
    timeoutSeconds: 50,
    memoryMb: 512,
    access: {
      ordersTable: ['dynamodb:BatchGetItem', 'dynamodb:UpdateItem'],
      'ordersTable/gsi1': ['dynamodb:Query'],
    },
  },
  /** Folds the counters of idle execution environments. */
  'fold-environments': {
    everyMinutes: 60,
    timeoutSeconds: 50,
    memoryMb: 512,
    access: {
      metricsTable: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
      'metricsTable/gsi1': ['dynamodb:Query'],
    },
  },
  /** Places and cancels an order through the public address of the API, as a client does. */
  'place-synthetic-order': {
    everyMinutes: 5,
    timeoutSeconds: 30,
    memoryMb: 256,
    access: { syntheticSecret: ['secretsmanager:GetSecretValue'] },
  },
  /** Publishes for CloudWatch how much of each error budget is left, over the whole window of its objective. */
  'measure-budgets': {
    everyMinutes: 60,
    timeoutSeconds: 20,
    memoryMb: 512,
    access: { metricsTable: ['dynamodb:Query', 'dynamodb:PutItem'] },
  },
  /** Processes the batches of log lines that their functions gave up. */
  'redrive-batches': {
    everyMinutes: 10,
    timeoutSeconds: 50,
    memoryMb: 512,
    access: {
      metricsTable: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      failureBucket: ['s3:ListBucket'],
      givenUpBatches: ['s3:GetObject', 's3:DeleteObject'],
    },
  },
} as const satisfies Record<ScheduleId, ScheduleDefinition>;

/** The schedules as a list of `[id, definition]`. */
export const scheduleEntries = Object.entries(schedules) as [ScheduleId, ScheduleDefinition][];
