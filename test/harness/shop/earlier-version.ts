import { eventsOf } from '../../../lib/domain/order-event.ts';
import { orderCancelled } from '../../../lib/domain/order-fact.ts';
import { transitionOrder } from '../../../lib/domain/order-transition.ts';
import { aCause } from '../../builders/a-placement.ts';
import { calmly } from './calmly.ts';
import type { Shop } from './shop.ts';

/** Cancels a paid order as versions up to November 2026 did: its attempt owes the refund. */
export const oweRefundAsBefore = async (shop: Shop, orderId: string): Promise<void> => {
  const now = new Date(shop.clock()).toISOString();
  const order = await shop.orderOf(orderId);
  const next = transitionOrder(order, 'cancel', now);
  const attempt = await shop.orders.findAttempt(orderId, 1, calmly);
  const reservation = await shop.orders.findReservation(orderId, calmly);
  if (!next || !attempt || !reservation) throw new Error(`order ${orderId} is not paid`);
  const { leaseOwner, state } = attempt;
  // Past the audit of steps, which are those of this version.
  await shop.written.commit(
    {
      order: { next, expectedRevision: order.revision },
      event: eventsOf(next, [orderCancelled(next, { refundDue: true })], aCause),
      attempt: {
        next: { ...attempt, state: 'refund_due', leaseUntil: now },
        expected: { leaseOwner, state },
      },
      reservation: { next: { ...reservation, state: 'RELEASED' }, expectedState: reservation.state },
      giveBack: reservation.allocations,
    },
    calmly,
  );
};

/** Marks the stock of a paid order as versions up to November 2026 did. */
export const commitStockAsBefore = async (shop: Shop, orderId: string): Promise<void> => {
  const reservation = await shop.orders.findReservation(orderId, calmly);
  if (!reservation) throw new Error(`order ${orderId} has no reservation`);
  const next = { ...reservation, state: 'COMMITTED' } as const;
  await shop.written.commit({ reservation: { next, expectedState: reservation.state } }, calmly);
};
