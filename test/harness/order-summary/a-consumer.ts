import {
  type DeliveredOrderEvent,
  readOrderEvent,
} from '../../../lib/app/order-summary/delivered-order-event.ts';
import { orderEventSteps } from '../../../lib/app/order-summary/summarize-order-event.ts';
import type { OrderSummaryStore } from '../../../lib/app/ports/order-summary-store.ts';
import type { ReceiptStore } from '../../../lib/app/ports/receipt-store.ts';
import type { EventHead } from '../../../lib/app/ports/telemetry.ts';
import type { OrderEvent } from '../../../lib/domain/order-event.ts';
import { aDeliveredEvent } from '../../builders/a-delivered-event.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { calmly } from '../shop/calmly.ts';
import { createMemoryLedger } from './memory-ledger.ts';

export const now = '2026-07-01T13:00:00.000Z';

/** Anything that may come over the bus as the detail of an event. */
export type Detail = OrderEvent | (EventHead & { readonly [field: string]: unknown });

/** The consumer with a ledger in memory. It keeps its reports. */
export const aConsumer = (
  decorate: (store: OrderSummaryStore) => OrderSummaryStore = (store) => store,
  decorateReceipts: (store: ReceiptStore) => ReceiptStore = (store) => store,
) => {
  const ledger = createMemoryLedger();
  const told = {
    summarized: [] as string[],
    unknown: [] as string[],
    counted: [] as string[],
  };
  const clock = () => Date.parse(now);
  const { handle, finish } = orderEventSteps({
    retryOnConflict: retryPromptly,
    store: decorate(ledger.summaries),
    receipts: decorateReceipts(ledger.receipts),
    telemetry: {
      eventSummarized: ({ eventId }) => void told.summarized.push(eventId),
      eventUnknown: ({ eventId }) => void told.unknown.push(eventId),
      eventCounted: ({ eventId }) => void told.counted.push(eventId),
    },
    clock,
  });
  const read = (detail: Detail): DeliveredOrderEvent => readOrderEvent(aDeliveredEvent(detail, detail.type));
  return {
    ...ledger,
    told,
    /** Handles a batch of one message. */
    async deliver(detail: Detail) {
      const event = read(detail);
      const outcome = await handle(event, calmly);
      if (outcome !== 'early' && outcome !== 'stray') await finish([event], calmly);
      return outcome;
    },
    summaryOf: (customerId = 'alice') => ledger.summaries.findSummary(customerId, calmly),
  };
};
