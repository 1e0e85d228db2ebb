import { createMemoryCatalogueCache } from '../../../lib/adapters/memory-catalogue-cache.ts';
import type { MoneyId } from '../../../lib/app/payment/money-id.ts';
import type { PayOrderDependencies } from '../../../lib/app/payment/pay-order.ts';
import type { OrderStore } from '../../../lib/app/ports/order-store.ts';
import type { PaymentGateway } from '../../../lib/app/ports/payment-gateway.ts';
import type { CatalogueCache, ProductRepository } from '../../../lib/app/ports/product-repository.ts';
import type { FindReachedLimit } from '../../../lib/app/unpaid-limit.ts';
import type { Order } from '../../../lib/domain/order.ts';
import type { Product } from '../../../lib/domain/product.ts';
import { aProduct } from '../../builders/a-product.ts';
import { createMemoryDatabase } from '../../doubles/memory-database.ts';
import { createMemoryPaymentGateway } from '../../doubles/memory-payment-gateway.ts';
import { calmly } from './calmly.ts';
import { createEnvironment, times } from './environment.ts';
import { type Intercept, intercepted } from './intercepted.ts';
import { createLawfulStore } from './lawful-store.ts';

/** The ports through which a use case leaves its process. */
export interface ShopPorts {
  readonly store: OrderStore;
  readonly gateway: PaymentGateway;
  readonly cache: CatalogueCache;
  readonly assertGatewayAvailable: PayOrderDependencies['assertGatewayAvailable'];
  readonly findReachedLimit: FindReachedLimit;
  readonly products: ProductRepository;
  readonly triesPerHour: number;
}

export type Shop = Awaited<ReturnType<typeof createShop>>;

/** A whole shop in memory, by a clock that the test moves. Its environments share what is stored and charged. */
export const createShop = async (...products: Product[]) => {
  let now = Date.parse('2026-07-01T12:00:00.000Z');
  const clock = () => now;
  const { orders: memory, unpaidOrders, ...others } = createMemoryDatabase();
  const database = { orders: createLawfulStore(memory), ...others };
  const gateway = createMemoryPaymentGateway({ now: clock });
  const stocked = products.length > 0 ? products : [aProduct()];
  for (const product of stocked) await database.products.create(product, calmly);

  const told = {
    placed: [] as Order[],
    changed: [] as Order[],
    failures: [] as unknown[],
    stuck: [] as MoneyId[],
    payments: [] as ('good' | 'bad')[],
  };
  let drawn = 0;
  const newId = () => {
    drawn += 1;
    return drawn;
  };
  const cache = createMemoryCatalogueCache({ ttlMs: 60_000, maxEntries: 100, clock });

  /** One more execution environment; `intercept` stands between it and everything outside. */
  const environment = (intercept: Intercept = (_, call) => call(), ports: Partial<ShopPorts> = {}) =>
    createEnvironment({
      store: intercepted(ports.store ?? database.orders, intercept),
      gateway: intercepted(ports.gateway ?? gateway, intercept),
      products: intercepted(ports.products ?? database.products, intercept),
      ledger: intercepted(database.ledger, intercept),
      cache: ports.cache ?? cache,
      ...(ports.findReachedLimit && { findReachedLimit: ports.findReachedLimit }),
      authenticate: gateway.authenticate,
      ...(ports.triesPerHour !== undefined && { triesPerHour: ports.triesPerHour }),
      clock,
      newId,
      ...(ports.assertGatewayAvailable && { assertGatewayAvailable: ports.assertGatewayAvailable }),
      told,
    });
  const healthy = environment();

  /** Lets the schedules run until nothing is due any more; payments are found out about, orders expire. */
  const recover = async () => {
    for (let run = 0; run < 3; run += 1) {
      now += times.leaseMs + times.settleDelayMs;
      await healthy.reconcile();
      await healthy.expire();
    }
  };

  const orderOf = async (orderId: string): Promise<Order> => {
    const order = await database.orders.findOrder(orderId, calmly);
    if (!order) throw new Error(`there is no order ${orderId}`);
    return order;
  };

  const paidOrder = async () => {
    const { order } = await healthy.place('place');
    await healthy.pay(order.id, 'pay');
    return order.id;
  };

  return {
    ...database,
    unpaidOrders,
    /** The store itself, without its audit. */
    written: memory,
    stocked,
    gateway,
    cache,
    clock,
    told,
    environment,
    healthy,
    recover,
    orderOf,
    paidOrder,
    advance: (ms: number) => {
      now += ms;
    },
    eventsOf: async (orderId: string) =>
      (await database.orders.findEvents(orderId, calmly)).flatMap(({ events }) =>
        events.map(({ type }) => type),
      ),
    available: async (sku = 'TEA-001') => (await database.products.find(sku, calmly))?.available,
    charges: () => gateway.ledger().filter(({ type }) => type === 'charge'),
    refunds: () => gateway.ledger().filter(({ type }) => type === 'refund'),
  };
};
