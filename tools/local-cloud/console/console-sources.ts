import type { FailedDeliveries } from '../consumers/failed-deliveries.ts';
import type { Deployment } from '../deployment.ts';
import type { BusJournal } from '../event-bus/bus-journal.ts';
import type { InvocationJournal } from '../journal/invocation-journal.ts';
import type { RequestJournal } from '../journal/request-journal.ts';
import type { LogStore } from '../logs/log-store.ts';
import type { QueueSet } from '../queues/queue-set.ts';
import type { LiveFeed } from './live-feed.ts';

/** Parts of the local cloud that the console shows. */
export interface ConsoleSources {
  readonly deployment: Deployment;
  readonly requests: RequestJournal;
  readonly invocations: InvocationJournal;
  readonly events: BusJournal;
  readonly queues: QueueSet;
  readonly failures: FailedDeliveries;
  readonly logs: Pick<LogStore, 'lines'>;
  readonly dynamodbEndpoint: string;
  readonly feed: LiveFeed;
}
