import type { OrderEvent } from './generated/events.ts';

export type { OrderEvent };

/** Access to the inbox within a transaction of the consumer's database. Its changes commit with those of the effect. */
export interface InboxTransaction {
  /** Whether an event id was added by a committed transaction, or by this one. */
  has(eventId: string): boolean | Promise<boolean>;
  add(eventId: string): void | Promise<void>;
  /** The highest version of an order that was handled; undefined for an order without one. */
  versionOf(orderId: string): number | undefined | Promise<number | undefined>;
  setVersion(orderId: string, version: number): void | Promise<void>;
}

export interface InboxOptions<Transaction extends InboxTransaction> {
  /**
   * Runs work in one serializable transaction. It commits when the work resolves and rolls back when it rejects.
   * It may run the work again after a conflict.
   */
  readonly transaction: <T>(work: (transaction: Transaction) => Promise<T>) => Promise<T>;
  /** The effect of an event, in its transaction. */
  readonly handle: (event: OrderEvent, transaction: Transaction) => void | Promise<void>;
  /** Accepts any version as the first event of an order: for a consumer that starts after orders exist. */
  readonly fromAnyVersion?: boolean;
}

/**
 * `handled`: the effect is committed. `repeated`: it was committed before. `early`: an earlier event of the order is
 * missing; leave the message in its queue, so that it comes again. `skipped`, with `fromAnyVersion`: it happened before
 * the first event of the order that was handled.
 */
export type Receipt = 'handled' | 'repeated' | 'early' | 'skipped';

/**
 * Handles each event once, and the events of an order in the order in which they happened, although the bus repeats
 * events and changes their order. Events that the consumer ignores have to pass through it too: they have versions.
 */
export const createInbox =
  <Transaction extends InboxTransaction>({
    transaction,
    handle,
    fromAnyVersion = false,
  }: InboxOptions<Transaction>) =>
  (event: OrderEvent): Promise<Receipt> =>
    transaction(async (inbox) => {
      const { eventId, orderId, orderVersion } = event;
      if (await inbox.has(eventId)) return 'repeated';
      const handled = await inbox.versionOf(orderId);
      const expected = handled === undefined ? (fromAnyVersion ? orderVersion : 1) : handled + 1;
      if (orderVersion > expected) return 'early';
      if (fromAnyVersion && orderVersion < expected - 1) return 'skipped';
      await inbox.add(eventId);
      // An event of an earlier version than the last is a second one of that transition.
      if (orderVersion === expected) await inbox.setVersion(orderId, orderVersion);
      await handle(event, inbox);
      return 'handled';
    });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * The order event in a message: the body of an SQS message, or the event that EventBridge hands to a function.
 * @returns undefined for an event of another kind, such as the canaries of the service.
 * @throws {SyntaxError} when a text is not JSON.
 */
export const orderEventIn = (message: unknown): OrderEvent | undefined => {
  const delivered: unknown = typeof message === 'string' ? JSON.parse(message) : message;
  if (!isRecord(delivered) || delivered['source'] !== 'order-service') return undefined;
  if (!String(delivered['detail-type']).startsWith('order.')) return undefined;
  return delivered['detail'] as OrderEvent;
};
