import type { OrderSummaryStore, SummaryEntry } from '../../../lib/app/ports/order-summary-store.ts';
import type { ReceiptStore } from '../../../lib/app/ports/receipt-store.ts';
import type { OrderEventBatch } from '../../../lib/domain/order-event.ts';
import { aCall } from '../../builders/a-call.ts';
import { anOrder } from '../../builders/an-order.ts';

/** A store of summaries, and the outbox that its receipts go to. */
export interface Ledger {
  readonly summaries: OrderSummaryStore;
  readonly receipts: ReceiptStore;
  store(batch: OrderEventBatch): Promise<void>;
  isUndelivered(orderId: string, orderVersion: number): Promise<boolean>;
}

/** Gives the ledger of the test that is running. */
export type CurrentLedger = () => Ledger;

/** A signal that nothing aborts. */
export const calmly = aCall();

const { id: orderId, total, createdAt } = anOrder();

/** That an order was placed, unless said otherwise. */
export const anEntry = (facts: Partial<SummaryEntry> = {}): SummaryEntry => ({
  event: { orderId, orderVersion: 1, n: 1 },
  isComplete: true,
  order: { status: 'pending', isPaid: false, total },
  change: {
    customerId: 'alice',
    orders: { pending: 1 },
    amounts: { currency: 'USD', ordered: total.amount, paid: 0, refunded: 0 },
    paymentFailures: 0,
    placedAt: createdAt,
  },
  receivedAt: '2026-07-01T12:00:01.000Z',
  ...facts,
});

/** That an order whose placement was recorded was paid, unless said otherwise. */
export const aConfirmation = (facts: Partial<SummaryEntry> = {}): SummaryEntry => ({
  event: { orderId, orderVersion: 2, n: 1 },
  isComplete: true,
  order: { status: 'confirmed', isPaid: true, total },
  change: {
    customerId: 'alice',
    orders: { pending: -1, confirmed: 1 },
    amounts: { currency: 'USD', ordered: 0, paid: total.amount, refunded: 0 },
    paymentFailures: 0,
  },
  receivedAt: '2026-07-01T12:00:02.000Z',
  ...facts,
});
