import * as z from 'zod';
import { type Reservation, reservationStates } from '../../domain/reservation.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';
import { orderPartition } from './order-item.ts';

const reservationItemSchema = z.object({
  orderId: z.string(),
  state: z.enum(reservationStates),
  allocations: z.array(z.object({ sku: z.string(), shard: z.int().min(0), quantity: z.int().min(1) })),
  updatedAt: z.iso.datetime(),
});

export const reservationKey = (orderId: string) => ({ pk: orderPartition(orderId), sk: 'RESERVATION' });

export const toReservationItem = (reservation: Reservation) => ({
  ...reservationKey(reservation.orderId),
  ...reservation,
});

/** @throws {MalformedItemError} */
export const fromReservationItem = (item: Record<string, unknown>): Reservation =>
  parseItem(reservationItemSchema, item);
