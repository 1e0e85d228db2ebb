import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { OrderSummaryStore, SummaryEntry } from '../ports/order-summary-store.ts';
import type { OrderSummaryTelemetry } from '../ports/order-summary-telemetry.ts';
import type { DeliveredOrderEvent } from './delivered-order-event.ts';
import { turnOf } from './event-order.ts';
import { summaryChange } from './summary-change.ts';

export interface SummarizeOrderEventDependencies {
  readonly store: OrderSummaryStore;
  readonly telemetry: Pick<OrderSummaryTelemetry, 'eventSummarized' | 'eventUnknown'>;
  readonly clock: Clock;
}

/**
 * What came of an event: it had its effect, had it before, is not known to this version of the service, or has to
 * be delivered again because events before it are missing.
 */
export type SummaryOutcome = 'summarized' | 'duplicate' | 'unknown' | 'early';

/**
 * Use case: keep the summary of a customer's orders by the events that come over the bus, which may come more than
 * once and in any order. Each has its effect once, in its order's order. One that came before is confirmed to the
 * outbox again, in case that its first receipt was lost.
 */
export const summarizeOrderEvent =
  ({ store, telemetry, clock }: SummarizeOrderEventDependencies) =>
  async ({ head, position, event }: DeliveredOrderEvent, options: CallOptions): Promise<SummaryOutcome> => {
    const progress = await store.findProgress(position.orderId, options);
    const turn = turnOf(position, progress);
    if (turn === 'early') return 'early';
    const receivedAt = new Date(clock()).toISOString();
    const entry: SummaryEntry = {
      event: { ...position, eventId: head.eventId },
      after: progress?.last,
      // An event without an effect is passed over: those after it must not wait for it.
      ...(event ? summaryChange(progress?.order, event) : { order: progress?.order }),
      receivedAt,
    };
    // Refused, the event is no longer the next one: somebody else has recorded it since.
    if (turn === 'past' || !(await store.record(entry, options))) {
      await store.confirmReceipt(position, receivedAt, options);
      return 'duplicate';
    }
    if (!event) {
      telemetry.eventUnknown(head);
      return 'unknown';
    }
    telemetry.eventSummarized(event);
    return 'summarized';
  };
