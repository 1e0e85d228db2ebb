import { expect } from 'vitest';
import type { Order } from '../../../lib/domain/order.ts';
import { paidFor } from '../../../lib/domain/order-refunds.ts';
import type { OrderStatus } from '../../../lib/domain/order-status.ts';
import { type RefundState, refundStates } from '../../../lib/domain/refund.ts';
import type { ReservationState } from '../../../lib/domain/reservation.ts';
import { totalAvailable } from '../../../lib/domain/stock.ts';
import type { GatewayLedgerEntry } from '../../doubles/memory-payment-gateway.ts';
import { calmly } from './calmly.ts';
import type { Shop } from './shop.ts';

const reservationOf = {
  pending: 'HELD',
  confirmed: 'COMMITTED',
  shipped: 'COMMITTED',
  delivered: 'COMMITTED',
  cancelled: 'RELEASED',
  expired: 'EXPIRED',
} as const satisfies Record<OrderStatus, ReservationState>;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** What the gateway has taken and given back for an order, in minor units. */
const movedFor = ({ gateway }: Shop, { id }: Order) => {
  const amounts = (type: GatewayLedgerEntry['type']) =>
    gateway.ledger().flatMap((entry) => (entry.orderId === id && entry.type === type ? entry.amount : []));
  return {
    charges: amounts('charge'),
    refunded: sum(amounts('refund')) - sum(amounts('refund_reversal')),
  };
};

/** A paid order is kept, or its money has gone back; what goes back is never more than was paid. */
const auditMoney = async (shop: Shop, order: Order) => {
  const { charges, refunded } = movedFor(shop, order);
  const isSold = order.total.amount > 0 && reservationOf[order.status] === 'COMMITTED';
  expect(isSold ? [[order.total.amount]] : [[], [order.total.amount]]).toContainEqual(charges);
  expect(paidFor(order).amount).toBe(sum(charges));

  const attempts = await shop.orders.listAttempts(order.id, calmly);
  const taken = attempts.filter(({ state }) => state === 'succeeded');
  expect(taken).toHaveLength(charges.length);
  for (const { state } of attempts) expect(['succeeded', 'declined', 'not_charged']).toContain(state);

  const refunds = await shop.orders.listRefunds(order.id, calmly);
  const inState = (state: RefundState) => refunds.filter((refund) => refund.state === state);
  const amountIn = (state: RefundState) => sum(inState(state).map(({ amount }) => amount.amount));
  for (const state of refundStates) {
    const { count = 0, amount = 0 } = order.refunds?.[state] ?? {};
    expect({ state, count, amount }).toEqual({
      state,
      count: inState(state).length,
      amount: amountIn(state),
    });
  }
  const byGateway = inState('succeeded').filter(({ refundId }) => refundId !== undefined);
  expect(sum(byGateway.map(({ amount }) => amount.amount))).toBe(refunded);
  const claimed = sum(refunds.map(({ amount }) => amount.amount));
  expect(claimed).toBeLessThanOrEqual(sum(charges));
  if (!isSold) expect(claimed).toBe(sum(charges));
  for (const { state } of refunds) expect(['succeeded', 'failed']).toContain(state);
};

const auditEvents = async ({ orders }: Shop, { id, version, status }: Order) => {
  const batches = await orders.findEvents(id, calmly);
  expect(batches.map(({ orderVersion }) => orderVersion)).toEqual(
    Array.from({ length: version }, (_, index) => index + 1),
  );
  const types = batches.flatMap(({ events }) => events.map(({ type }) => type));
  const expected = status === 'pending' ? 'order.created' : `order.${status}`;
  expect(types.filter((type) => type === expected)).toHaveLength(1);
};

/** What came into stock, less what was written off, is available, held or sold. @param taken units held or sold. */
const auditStock = async ({ products, orders, ledger }: Shop, sku: string, taken: number) => {
  const product = await products.find(sku, calmly);
  const levels = await orders.findStock(sku, calmly);
  const movements = await Array.fromAsync(ledger.listMovements(sku, calmly));
  const received = movements.reduce((sum, { quantity }) => sum + quantity, product?.initialStock ?? 0);
  expect(totalAvailable(levels) + taken).toBe(received);
  expect(levels).toHaveLength(product?.stockShards ?? 0);
  for (const { version, unitPrice, stockShards } of levels) {
    expect(product).toMatchObject({ version, unitPrice, stockShards });
  }
};

/**
 * Checks what holds whatever has happened, once every schedule has run: an order is charged at most once, what was
 * charged is sold or given back, no more than was paid goes back, no outcome is left unknown, every unit is somewhere, every change was told once.
 */
export const audit = async (shop: Shop): Promise<readonly Order[]> => {
  const { orders } = await shop.orders.listOrders({ customerId: 'alice', limit: 1_000 }, calmly);
  const taken = new Map<string, number>();
  for (const order of orders) {
    const reservation = await shop.orders.findReservation(order.id, calmly);
    expect(reservation?.state).toBe(reservationOf[order.status]);
    if (reservation?.state === 'HELD' || reservation?.state === 'COMMITTED') {
      for (const { sku, quantity } of reservation.allocations) {
        taken.set(sku, (taken.get(sku) ?? 0) + quantity);
      }
    }
    await auditMoney(shop, order);
    await auditEvents(shop, order);
  }
  for (const { sku } of shop.stocked) await auditStock(shop, sku, taken.get(sku) ?? 0);
  expect(shop.orders.offences()).toEqual([]);
  const forever = '9999-01-01T00:00:00.000Z';
  expect(await Array.fromAsync(shop.orders.listDue('PAYMENT', forever, calmly))).toEqual([]);
  const known = new Set(orders.map(({ id }) => id));
  expect(shop.gateway.ledger().filter(({ orderId }) => !known.has(orderId))).toEqual([]);
  return orders;
};
