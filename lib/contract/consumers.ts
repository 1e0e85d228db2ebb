import type { Access } from './access.ts';
import { unansweredFilter } from './access-log.ts';
import { exactLineFilter } from './metric-definition.ts';
import type { QueueName } from './queues.ts';
import { eventSortKeyPrefix } from './tables.ts';

/** Batches of a table's stream, in order. What fails is tried again, and goes to the failure destination at last. */
export interface StreamTrigger {
  readonly kind: 'stream';
  readonly table: 'eventsTable';
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly retryAttempts: number;
  readonly maxRecordAgeSeconds: number;
  /** Filter criteria in the pattern language of event source mappings; a record that matches none is dropped. */
  readonly filters: readonly Readonly<Record<string, unknown>>[];
}

/** Batches of a queue. The function says which messages of a batch failed. */
export interface QueueTrigger {
  readonly kind: 'queue';
  readonly queue: QueueName;
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  /** Most batches that are worked on at once; at least 2. */
  readonly maxConcurrency: number;
}

/** Lines of a log, as CloudWatch Logs hands them to a subscription. */
export interface LogsTrigger {
  readonly kind: 'logs';
  /** The lines of all functions that do not read them, or those of the API's access log. */
  readonly source: 'functions' | 'access-log';
  /** CloudWatch Logs filter pattern: lines that do not match are not handed over. */
  readonly filterPattern: string;
  /** Most batches that are worked on at once. */
  readonly reservedConcurrency: number;
}

/** A function that is started by what happens elsewhere in the service. */
export interface ConsumerDefinition {
  readonly trigger: StreamTrigger | QueueTrigger | LogsTrigger;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly access: Access;
}

/** Every such function, by the id that is also its name and its file in `functions/`. */
export const consumers = {
  /** Publishes the events of committed transitions. */
  'relay-events': {
    trigger: {
      kind: 'stream',
      table: 'eventsTable',
      batchSize: 50,
      // A tenth of the time within which an event has to reach the bus.
      batchWindowSeconds: 1,
      retryAttempts: 10,
      // Well under the 24 h that a stream keeps records, so that there is time to act.
      maxRecordAgeSeconds: 6 * 3_600,
      filters: [
        { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: eventSortKeyPrefix }] } } } },
      ],
    },
    timeoutSeconds: 30,
    memoryMb: 512,
    access: {
      eventsTable: ['dynamodb:Query', 'dynamodb:UpdateItem'],
      eventBus: ['events:PutEvents'],
    },
  },
  /** Keeps each customer's summary and counts what has become of orders. */
  'summarize-orders': {
    trigger: {
      kind: 'queue',
      queue: 'order-summary',
      batchSize: 10,
      // Each batch writes one item of totals. A summary is older by this time at most.
      batchWindowSeconds: 5,
      maxConcurrency: 10,
    },
    timeoutSeconds: 15,
    memoryMb: 512,
    access: {
      ordersTable: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'],
      eventsTable: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:UpdateItem'],
      metricsTable: ['dynamodb:UpdateItem'],
    },
  },
  /** Records that a canary event was delivered. */
  'receive-canary': {
    trigger: {
      kind: 'queue',
      queue: 'delivery-canary',
      batchSize: 10,
      batchWindowSeconds: 0,
      maxConcurrency: 2,
    },
    timeoutSeconds: 5,
    memoryMb: 256,
    access: { eventsTable: ['dynamodb:UpdateItem'] },
  },
  /** Adds up what every execution environment has counted. */
  'aggregate-metrics': {
    trigger: {
      kind: 'logs',
      source: 'functions',
      filterPattern: exactLineFilter,
      reservedConcurrency: 10,
    },
    timeoutSeconds: 30,
    memoryMb: 512,
    access: { metricsTable: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] },
  },
  /** Judges the requests that no function answered; all others are judged where they are answered. */
  'judge-unanswered': {
    trigger: {
      kind: 'logs',
      source: 'access-log',
      filterPattern: unansweredFilter,
      reservedConcurrency: 5,
    },
    timeoutSeconds: 30,
    memoryMb: 512,
    access: { metricsTable: ['dynamodb:PutItem', 'dynamodb:UpdateItem'] },
  },
} as const satisfies Record<string, ConsumerDefinition>;

export type ConsumerId = keyof typeof consumers;

/** The consumers as a list of `[id, definition]`. */
export const consumerEntries = Object.entries(consumers) as [ConsumerId, ConsumerDefinition][];
