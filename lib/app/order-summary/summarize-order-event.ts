import type { OrderEvent } from '../../domain/order-event.ts';
import type { OrderStatus } from '../../domain/order-status.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../../platform/resilience/retry-on-conflict.ts';
import type {
  OrderSummaryStore,
  StoredVersion,
  SummarizedOrder,
  SummaryChange,
  SummaryEntry,
} from '../ports/order-summary-store.ts';
import type { OrderSummaryTelemetry } from '../ports/telemetry.ts';
import { type ConfirmReceiptsDependencies, confirmReceipts } from './confirm-receipts.ts';
import { type DeliveredOrderEvent, turnOf } from './delivered-order-event.ts';

/** The state of an order after an event; earlier events matter only where the event does not say. */
const stateAfter = (
  { type, data }: OrderEvent,
  before: SummarizedOrder | undefined,
): Pick<SummarizedOrder, 'status' | 'isPaid'> & { readonly refunded?: number } => {
  switch (type) {
    case 'order.created':
    case 'order.payment-failed':
      return { status: 'pending', isPaid: false };
    case 'order.confirmed':
      return { status: 'confirmed', isPaid: true };
    case 'order.shipped':
      return { status: 'shipped', isPaid: true };
    case 'order.delivered':
      return { status: 'delivered', isPaid: true };
    case 'order.cancelled':
      return {
        status: 'cancelled',
        isPaid: data.refundDue || before?.isPaid === true,
        refunded: before?.refunded ?? 0,
      };
    case 'order.expired':
      return { status: 'expired', isPaid: false };
    case 'order.refund-succeeded':
    case 'order.refund-failed':
      return { status: data.status, isPaid: true, refunded: data.refunded.amount };
  }
};

/** The amounts of one order in minor units; zero for an unknown order. */
const amountsOf = (order: SummarizedOrder | undefined) => {
  if (!order) return { ordered: 0, paid: 0, refunded: 0 };
  const { status, isPaid, total } = order;
  const paid = isPaid ? total.amount : 0;
  return {
    ordered: total.amount,
    paid,
    // Up to November 2026, the refund of a cancelled order was counted with the cancellation.
    refunded: order.refunded ?? (status === 'cancelled' ? paid : 0),
  };
};

/** Out of one status, into another. */
const moved = (from: OrderStatus | undefined, to: OrderStatus): SummaryChange['orders'] => {
  if (from === to) return {};
  return from === undefined ? { [to]: 1 } : { [from]: -1, [to]: 1 };
};

/**
 * The order after an event, and what the event changes in its customer's summary. Every event tells the whole of
 * what the summary needs, so an order whose first events could not be understood is taken in with a later one.
 */
export const summaryChange = (
  before: SummarizedOrder | undefined,
  event: OrderEvent,
): { readonly order: SummarizedOrder; readonly change: SummaryChange } => {
  const { customerId, total, createdAt } = event.data;
  const order = { ...before, ...stateAfter(event, before), total: { ...before?.total, ...total } };
  const was = amountsOf(before);
  const is = amountsOf(order);
  return {
    order,
    change: {
      customerId,
      orders: moved(before?.status, order.status),
      amounts: {
        currency: total.currency,
        ordered: is.ordered - was.ordered,
        paid: is.paid - was.paid,
        refunded: is.refunded - was.refunded,
      },
      paymentFailures: event.type === 'order.payment-failed' ? 1 : 0,
      ...(!before && { placedAt: createdAt }),
    },
  };
};

export interface SummarizeOrderEventDependencies {
  readonly store: Pick<OrderSummaryStore, 'findProgress' | 'findStored'>;
  readonly retryOnConflict: RetryOnConflict;
  readonly telemetry: Pick<OrderSummaryTelemetry, 'eventSummarized' | 'eventUnknown'>;
  readonly clock: Clock;
}

/**
 * The outcome of an event: added now, added before, or of a type that this version of the service does not know.
 * `early`: earlier events are missing, and the outbox publishes it again after them. `stray`: they are missing, and the
 * outbox does not publish it again.
 */
export type SummaryOutcome = 'summarized' | 'duplicate' | 'unknown' | 'early' | 'stray';

/** How the consumer waits for the events before an early one. */
export const patience = {
  outcomes: ['early', 'stray'],
  // The preceding event is usually in a batch that another environment handles now. A redelivery by the queue
  // would take the whole visibility timeout.
  waitsMs: [50, 150],
  // If the preceding event was lost, it can be lost again: repeating it takes longer than a queue redelivers.
  reliable: { outcomes: ['early'], acknowledgeFrom: 4 },
} as const satisfies Record<string, unknown>;

/** The outcome of an event, and its version as the outbox has it. */
export interface SummarizedEvent {
  readonly outcome: SummaryOutcome;
  readonly version: StoredVersion | undefined;
}

/**
 * Use case: keep the summary of a customer's orders by the events that come over the bus, which may come more than
 * once and in any order. Each has its effect once, in its order's order. `confirmReceipts` follows, also after a
 * duplicate: the first delivery may have ended before it.
 * @throws {ServiceError} when the store fails; the event can be delivered again.
 */
export const summarizeOrderEvent =
  ({ store, retryOnConflict, telemetry, clock }: SummarizeOrderEventDependencies) =>
  ({ head, position, event }: DeliveredOrderEvent, options: CallOptions): Promise<SummarizedEvent> => {
    const attempt = async (limited: CallOptions): Promise<SummarizedEvent> => {
      const [found, version] = await Promise.all([
        store.findProgress(position.orderId, event?.data.customerId, limited),
        store.findStored(position, limited),
      ]);
      const { progress } = found;
      const turn = turnOf(position, progress);
      if (turn === 'early') return { outcome: version && !version.isReceived ? 'early' : 'stray', version };
      if (turn === 'past') return { outcome: 'duplicate', version };
      const receivedAt = new Date(clock()).toISOString();
      const entry: SummaryEntry = {
        event: position,
        isComplete: position.n >= (version?.size ?? 0),
        // An event without an effect is passed over: those after it must not wait for it.
        ...(event ? summaryChange(progress?.order, event) : { order: progress?.order }),
        receivedAt,
      };
      if (!(await found.record(entry, limited))) throw new ConflictError();
      if (!event) {
        telemetry.eventUnknown(head);
        return { outcome: 'unknown', version };
      }
      telemetry.eventSummarized(event);
      return { outcome: 'summarized', version };
    };
    return retryOnConflict(`summary of order ${position.orderId}`, attempt, options);
  };

/**
 * The steps for a batch of order events: `handle` summarizes one, `finish` confirms those that were handled. Each version is
 * read once, by `handle`.
 */
export const orderEventSteps = (
  dependencies: SummarizeOrderEventDependencies & ConfirmReceiptsDependencies,
) => {
  const summarize = summarizeOrderEvent(dependencies);
  const confirm = confirmReceipts(dependencies);
  const versions = new WeakMap<DeliveredOrderEvent, StoredVersion>();
  return {
    async handle(event: DeliveredOrderEvent, options: CallOptions): Promise<SummaryOutcome> {
      const { outcome, version } = await summarize(event, options);
      if (version) versions.set(event, version);
      return outcome;
    },
    finish(events: readonly DeliveredOrderEvent[], options: CallOptions): Promise<void> {
      const recorded = events.flatMap((event) => {
        const version = versions.get(event);
        return version ? [{ position: event.position, version }] : [];
      });
      return confirm(recorded, options);
    },
  };
};
