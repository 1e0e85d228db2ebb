import type { Deployment } from '../deployment.ts';
import type { FaultInjection } from '../faults/fault-injection.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { LogStore } from '../logs/log-store.ts';
import type { Pace } from '../pace.ts';
import type { QueueSet } from '../queues/queue-set.ts';
import type { Checkpoints } from '../streams/checkpoints.ts';
import type { StreamApi } from '../streams/stream-api.ts';
import type { TableWrites } from '../streams/table-writes.ts';
import type { FailedDeliveries } from './failed-deliveries.ts';

/** Has a function work on what happens elsewhere. */
export interface Consumer {
  start(): void;
  /** Begins nothing new; resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** Collaborators of all consumers. */
export interface ConsumerContext {
  readonly resources: Deployment['resources'];
  readonly lambda: Pick<LambdaService, 'invoke'>;
  readonly streamApi: StreamApi;
  readonly tableWrites: TableWrites;
  readonly checkpoints: Checkpoints;
  readonly queues: QueueSet;
  readonly logs: LogStore;
  readonly failures: FailedDeliveries;
  readonly faults: FaultInjection;
  readonly pace: Pace;
  /** Told of each batch that a function gets of a stream, with the age of its last record. */
  readonly onStreamRead?: (functionName: string, ageMs: number) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly print: (text: string) => void;
}
