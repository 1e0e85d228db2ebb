import type { EventBus } from '../event-bus/event-bus.ts';
import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { Queue } from '../queues/queue.ts';
import type { QueueSet } from '../queues/queue-set.ts';
import { createJsonEndpoint } from './json-endpoint.ts';

/** `GET /local/queues`: how many messages each queue holds, and its dead letters. */
export const createQueuesEndpoint = (queues: QueueSet): RequestHandler =>
  createJsonEndpoint(() => ({
    items: [...queues].map(([name, queue]) => ({ name, ...queue.snapshot() })),
  }));

/** `POST /local/queues/<name>/redrive`: puts the dead letters back into their queue. */
export const createRedriveEndpoint =
  (name: string, { redrive }: Pick<Queue, 'redrive'>): RequestHandler =>
  async () =>
    jsonResponse(200, { name, redriven: redrive() });

/** `POST /local/rules/<name>/purge`: removes the events that the bus could not put into the queue of the rule. */
export const createPurgeEndpoint =
  (name: string, { purge }: Pick<EventBus, 'purge'>): RequestHandler =>
  async () =>
    jsonResponse(200, { name, purged: purge(name) });
