import { setTimeout as wait } from 'node:timers/promises';
import {
  type CreateOrderRequest,
  createOrderServiceClient,
} from '../../../client/src/order-service-client.ts';
import { routes } from '../../../lib/contract/routes.ts';
import { scopes } from '../../../lib/contract/scopes.ts';
import { labelledFetch } from '../../command-line/run-label.ts';

const linesPerOrder = 3;

/** Products of their own, so many that orders at the same time seldom take the same ones. */
const products = Array.from({ length: 60 }, (_, n) => ({
  sku: `BENCH-${String(n).padStart(3, '0')}`,
  name: `Product ${n} of the benchmark`,
  unitPrice: { amount: 1_000 + n, currency: 'USD' } as const,
  stock: 1_000_000_000,
}));

/** The order number `n`: three products, other ones than in the orders before. */
const orderOf = (n: number): CreateOrderRequest => ({
  items: Array.from({ length: linesPerOrder }, (_, line) => ({
    sku: products[(n * linesPerOrder + line) % products.length]?.sku ?? '',
    quantity: 1,
  })),
  source: 'web',
});

/** Before a request is sent again or asked again: long enough not to become the load that is measured. */
const pauseMs = 100;

/** For an order on a busy machine, where attempt after attempt may fail. */
const deadlineMs = 600_000;

/** Requests that are sent at once. */
const concurrency = 8;

export interface ShopLoad {
  /** Places this many orders of a business customer. @returns their ids. */
  placeOrders(count: number): Promise<readonly string[]>;
  /** Waits until the events of all orders are in the summary of their customer. */
  settle(): Promise<void>;
  /** Reads orders in turn, this many times. */
  readOrders(ids: readonly string[], count: number): Promise<void>;
  checkHealth(count: number): Promise<void>;
  /** Requests that were sent again. */
  repeated(): number;
}

/** A client of the local run with products to order. */
export const createShopLoad = async (url: string): Promise<ShopLoad> => {
  const issue = async (sub: string, scope: string): Promise<string> => {
    const body = JSON.stringify({ sub, scope, customerType: 'business' });
    const response = await fetch(`${url}/local/token`, { method: 'POST', body });
    const { access_token: token } = (await response.json()) as { access_token: string };
    return token;
  };

  let repeated = 0;
  /** A busy machine answers 503 now and then; requests are sent again, with their idempotency key. */
  const clientOf = (token: () => string) =>
    createOrderServiceClient({
      baseUrl: url,
      token,
      maxAttempts: 1_000,
      deadlineMs,
      fetch: labelledFetch('bench'),
      pause: async () => {
        repeated += 1;
        await wait(pauseMs);
      },
    });

  const repeat = async (count: number, request: (n: number) => Promise<void>): Promise<void> => {
    let next = 0;
    const worker = async () => {
      while (next < count) {
        next += 1;
        await request(next - 1);
      }
    };
    await Promise.all(Array.from({ length: concurrency }, worker));
  };

  const admin = await issue('benchmark-admin', scopes.ordersAdmin);
  const shopkeeper = clientOf(() => admin);
  for (const { sku, ...product } of products) await shopkeeper.putProduct(sku, product);

  // Tokens expire within an hour.
  let token = '';
  const customer = clientOf(() => token);
  const renewToken = async () => {
    token = await issue('benchmark-customer', `${scopes.ordersRead} ${scopes.ordersWrite}`);
  };
  let placed = 0;
  return {
    repeated: () => repeated,
    async placeOrders(count) {
      await renewToken();
      const ids: string[] = [];
      await repeat(count, async () => {
        placed += 1;
        ids.push((await customer.createOrder(orderOf(placed))).body.id);
      });
      return ids;
    },
    async settle() {
      await renewToken();
      while ((await customer.customerSummary()).body.orders.total < placed) await wait(pauseMs);
    },
    async readOrders(ids, count) {
      await renewToken();
      await repeat(count, async (n) => {
        await customer.getOrder(ids[n % ids.length] ?? '');
      });
    },
    checkHealth: (count) =>
      repeat(count, async () => {
        for (;;) {
          const response = await fetch(`${url}${routes['health-live'].path}`);
          await response.text();
          if (response.ok) return;
          repeated += 1;
          await wait(pauseMs);
        }
      }),
  };
};
