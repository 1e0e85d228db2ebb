import type { Reservation } from '../../lib/domain/reservation.ts';
import { anOrder } from './an-order.ts';

/** The stock that `anOrder()` holds, as far as a test says nothing else. */
export const aReservation = (facts: Partial<Reservation> = {}): Reservation => ({
  orderId: anOrder().id,
  state: 'HELD',
  allocations: [{ sku: 'TEA-001', shard: 0, quantity: 2 }],
  updatedAt: anOrder().createdAt,
  ...facts,
});
