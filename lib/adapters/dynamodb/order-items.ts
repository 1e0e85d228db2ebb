import * as z from 'zod';
import { customerTypes, type Order, orderSources } from '../../domain/order.ts';
import { orderStatuses } from '../../domain/order-status.ts';
import { mayExpire } from '../../domain/order-transition.ts';
import type { OrderRefunds } from '../../domain/refund.ts';
import { type Reservation, reservationStates } from '../../domain/reservation.ts';
import { type ItemShape, parseFacts, storedMoney, storedTime } from './item-schema.ts';
import {
  customerIndexKeys,
  customerStatusIndexKeys,
  dueIndexKeys,
  orderKey,
  reservationKey,
  statusIndexKeys,
} from './keys.ts';

const lineShape = {
  sku: z.string(),
  name: z.string(),
  quantity: z.int().min(1),
  unitPrice: storedMoney,
} satisfies ItemShape<Order['lines'][number]>;

const paymentShape = {
  attempt: z.int().min(1),
  // Stored under the name that it had at first.
  state: z
    .enum(['unsettled', 'failed', 'paid'])
    .transform((state) => (state === 'unsettled' ? 'unknown' : state)),
  awaitsCustomer: z.literal(true).optional(),
} satisfies ItemShape<NonNullable<Order['payment']>>;

const refundSumSchema = z.looseObject({ count: z.int().min(0), amount: z.int().min(0) }).optional();

const refundsShape = {
  due: refundSumSchema,
  requested: refundSumSchema,
  failed: refundSumSchema,
  succeeded: refundSumSchema,
} satisfies ItemShape<OrderRefunds>;

const orderSchema = z.looseObject({
  id: z.string(),
  customerId: z.string(),
  status: z.enum(orderStatuses),
  lines: z.array(z.looseObject(lineShape)),
  total: storedMoney,
  source: z.enum(orderSources),
  customerType: z.enum(customerTypes),
  createdAt: storedTime,
  updatedAt: storedTime,
  version: z.int().min(1),
  revision: z.int().min(1),
  expiresAt: storedTime,
  payment: z.looseObject(paymentShape).optional(),
  refunds: z.looseObject(refundsShape).optional(),
} satisfies ItemShape<Order>);

const storedPayment = ({ payment }: Order) =>
  payment && { payment: { ...payment, state: payment.state === 'unknown' ? 'unsettled' : payment.state } };

/** The item of an order. While the order waits for its payment, it is due to expire. */
export const toOrderItem = (order: Order) => ({
  ...order,
  ...storedPayment(order),
  ...orderKey(order.id),
  ...customerIndexKeys(order),
  ...statusIndexKeys(order),
  ...customerStatusIndexKeys(order),
  ...(mayExpire(order) && dueIndexKeys('EXPIRY', order.id, order.expiresAt)),
});

/** @throws {MalformedItemError} */
export const fromOrderItem = (item: Record<string, unknown>): Order => parseFacts(orderSchema, item);

const allocationShape = {
  sku: z.string(),
  shard: z.int().min(0),
  quantity: z.int().min(1),
} satisfies ItemShape<Reservation['allocations'][number]>;

const reservationSchema = z.looseObject({
  orderId: z.string(),
  state: z.enum(reservationStates),
  allocations: z.array(z.looseObject(allocationShape)),
  updatedAt: storedTime,
} satisfies ItemShape<Reservation>);

export const toReservationItem = (reservation: Reservation) => ({
  ...reservation,
  ...reservationKey(reservation.orderId),
});

/** @throws {MalformedItemError} */
export const fromReservationItem = (item: Record<string, unknown>): Reservation =>
  parseFacts(reservationSchema, item);
