import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { headers as headerNames } from '../../lib/contract/headers.ts';
import { orderSchema } from '../../lib/contract/schemas/order-schemas.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { testPaymentMethods } from '../../lib/contract/test-payment-methods.ts';
import { createGuide, type Expectation, type Guide, type GuideOptions, type Step } from './guide.ts';
import { type Reply, type Send, type ShopRequest, tokenFor, toRoute } from './shop-client.ts';

type Order = z.output<typeof orderSchema>;

/** A service under tour, with customers and a product that no earlier tour has used. */
export interface Shop {
  readonly guide: Guide;
  readonly send: Send;
  readonly customer: string;
  readonly stranger: string;
  readonly admin: string;
  readonly sku: string;
  /** The token of one more customer. */
  newCustomer(name: string): Promise<string>;
  /** A payment method with the behaviour of one of the simulator's (`pm_sim_…`) that no earlier tour has used up. */
  newMethod(behaviour: string): string;
  /** A new idempotency key. */
  newKey(): string;
  /** A request that puts the product on sale, or another one. */
  offer(token: string, other?: { readonly sku: string; readonly stock: number }): ShopRequest;
  /** Places an order for units of the product as the customer. */
  order(shows: string, quantity: number): Promise<Order>;
  /** Pays an order as the customer. */
  pay(shows: string, order: Order, expected: Expectation, method?: string): Promise<Reply>;
  /** Compares the charges and refunds of an order in the gateway's ledger, oldest first. */
  checkLedger(shows: string, order: Order, movements: readonly ('charge' | 'refund')[]): Promise<void>;
  /** A step that reads an order. */
  lookAt(order: Order, expected: Expectation): Step;
  checkStock(shows: string, available: number): Promise<void>;
}

export const initialStock = 10;
export const unitPrice = { amount: 1_999, currency: 'USD' } as const;

const ledgerSchema = z.object({ items: z.array(z.looseObject({ orderId: z.string().nullable() })) });

/** @throws {CommandError} when no local service answers. */
export const openShop = async (options: GuideOptions): Promise<Shop> => {
  const { send } = options;
  const guide = createGuide(options);
  const run = randomBytes(3).toString('hex');
  const sku = `DEMO-${run}`;
  const customerScope = `${scopes.ordersRead} ${scopes.ordersWrite}`;
  const newCustomer = (name: string) => tokenFor(send, `${name}-${run}`, customerScope);
  const customer = await newCustomer('customer');
  const stranger = await newCustomer('stranger');
  const admin = await tokenFor(send, `admin-${run}`, `${customerScope} ${scopes.ordersAdmin}`);

  let keys = 0;
  const newKey = () => {
    keys += 1;
    return `demo-${run}-request-${keys}`;
  };

  return {
    guide,
    send,
    customer,
    stranger,
    admin,
    sku,
    newCustomer,
    newKey,
    newMethod: (behaviour) => `${behaviour}_${run}`,
    offer: (token, other = { sku, stock: initialStock }) =>
      toRoute('put-product', {
        path: { sku: other.sku },
        token,
        body: { name: 'Oolong of the tour, 100 g', unitPrice, stock: other.stock },
      }),

    async order(shows, quantity) {
      const total = { ...unitPrice, amount: unitPrice.amount * quantity };
      const reply = await guide.step(shows, {
        request: toRoute('create-order', {
          token: customer,
          idempotencyKey: newKey(),
          body: { items: [{ sku, quantity }], source: 'web' },
        }),
        expected: { status: 201, body: { status: 'pending', total } },
      });
      return orderSchema.parse(reply.body);
    },

    async pay(shows, { id }, expected, paymentMethod = testPaymentMethods.succeeds) {
      return guide.step(shows, {
        request: toRoute('pay-order', {
          path: { orderId: id },
          token: customer,
          idempotencyKey: newKey(),
          body: { paymentMethod },
        }),
        expected,
      });
    },

    async checkLedger(shows, { id, total }, movements) {
      await guide.step(shows, {
        request: { method: 'GET', target: '/local/payments' },
        part: (body) => {
          const { items } = ledgerSchema.parse(body);
          return { items: items.filter(({ orderId }) => orderId === id) };
        },
        expected: { status: 200, body: { items: movements.map((type) => ({ type, ...total })) } },
      });
    },

    lookAt: ({ id }, expected) => ({
      request: toRoute('get-order', { path: { orderId: id }, token: customer }),
      expected,
    }),

    async checkStock(shows, available) {
      const request = toRoute('get-product', { path: { sku } });
      await guide.step(shows, { request, expected: { status: 200, body: { sku, available } } });
    },
  };
};

/** The header of a replayed response. */
export const replayed = { [headerNames.idempotentReplayed.toLowerCase()]: 'true' };
