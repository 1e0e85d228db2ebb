import { expect } from 'vitest';
import type { Order } from '../../../lib/domain/order.ts';
import type { OrderStatus } from '../../../lib/domain/order-status.ts';
import type { ReservationState } from '../../../lib/domain/reservation.ts';
import { totalAvailable } from '../../../lib/domain/stock.ts';
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

const isPaid = ({ status, total }: Order): boolean =>
  total.amount > 0 && reservationOf[status] === 'COMMITTED';

const attemptsOf = async ({ orders }: Shop, { id, payment }: Order) => {
  const numbers = Array.from({ length: payment?.attempt ?? 0 }, (_, index) => index + 1);
  return Promise.all(numbers.map((number) => orders.findAttempt(id, number, calmly)));
};

const auditMoney = async (shop: Shop, order: Order) => {
  const movements = shop.gateway.ledger().filter(({ orderId }) => orderId === order.id);
  const types = movements.map(({ type }) => type).join(' ');
  expect(isPaid(order) ? ['charge'] : ['', 'charge refund']).toContain(types);
  for (const movement of movements) expect(movement.amount).toBe(order.total.amount);
  const attempts = await attemptsOf(shop, order);
  const states = attempts.map((attempt) => attempt?.state);
  const moved = states.filter((state) => state === 'succeeded' || state === 'refunded');
  expect(moved).toEqual({ '': [], charge: ['succeeded'], 'charge refund': ['refunded'] }[types]);
  for (const state of states) expect(['succeeded', 'declined', 'not_charged', 'refunded']).toContain(state);
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
 * charged is sold or given back, no outcome is left unknown, every unit is somewhere, every change was told once.
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
