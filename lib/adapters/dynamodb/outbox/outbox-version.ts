import * as z from 'zod';
import type { OutboxVersion } from '../../../app/ports/event-outbox.ts';
import type { OrderEvent } from '../../../domain/order-event.ts';
import { MalformedItemError, parseItem } from '../../../platform/dynamodb/parse-item.ts';
import { fromEventItem } from '../stored-event.ts';
import { undeliveredStateOf } from './undelivered-index.ts';

/** What has to be readable of an event item, so that it can be told which one cannot be published. */
const headSchema = z.object({
  orderVersion: z.int().min(1),
  occurredAt: z.iso.datetime(),
  receivedAt: z.iso.datetime().optional(),
});

const deliveries = { UNDELIVERED: 'undelivered', QUARANTINED: 'parked' } as const;

const eventsOf = (item: Record<string, unknown>): readonly OrderEvent[] | undefined => {
  try {
    return fromEventItem(item).events;
  } catch (error) {
    if (error instanceof MalformedItemError) return undefined;
    throw error;
  }
};

/**
 * A version's events and what became of them.
 * @throws {MalformedItemError} when not even that can be read which is needed to park it.
 */
export const toOutboxVersion = (item: Record<string, unknown>): OutboxVersion => {
  const { orderVersion, occurredAt, receivedAt } = parseItem(headSchema, item);
  const events = eventsOf(item);
  const state = undeliveredStateOf(item);
  return {
    orderVersion,
    occurredAt,
    delivery: state ? deliveries[state] : 'received',
    ...(events && { events }),
    ...(receivedAt !== undefined && { receivedAt }),
  };
};
