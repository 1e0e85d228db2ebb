import { pathTo } from '../../../lib/contract/path-to.ts';
import { routes, scopes } from '../../../lib/contract/routes.ts';

const linesPerOrder = 3;

/** Products of their own, so many that orders at the same time seldom take the same ones. */
const products = Array.from({ length: 60 }, (_, n) => ({
  sku: `BENCH-${String(n).padStart(3, '0')}`,
  name: `Product ${n} of the benchmark`,
  unitPrice: { amount: 1_000 + n, currency: 'USD' },
  stock: 1_000_000_000,
}));

/** The order number `n`: three products, other ones than in the orders before. */
const orderBody = (n: number): string => {
  const items = Array.from({ length: linesPerOrder }, (_, line) => ({
    sku: products[(n * linesPerOrder + line) % products.length]?.sku,
    quantity: 1,
  }));
  return JSON.stringify({ items, source: 'web' });
};

/** Requests that are sent at once. */
const concurrency = 8;

/** Answers of a gateway or function on a busy machine; the request is sent again, with its idempotency key. */
const busyStatuses = new Set([429, 500, 503, 504]);

export interface ShopLoad {
  /** Places this many orders of a business customer. @returns their ids. */
  placeOrders(count: number): Promise<readonly string[]>;
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
  const send = async (path: string, options: RequestInit): Promise<string> => {
    for (;;) {
      const response = await fetch(`${url}${path}`, options);
      const text = await response.text();
      if (response.ok) return text;
      if (!busyStatuses.has(response.status)) throw new Error(`${path}: ${response.status} ${text}`);
      repeated += 1;
    }
  };

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
  for (const { sku, ...product } of products) {
    await send(pathTo('put-product', { sku }), {
      method: 'PUT',
      headers: { Authorization: `Bearer ${admin}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(product),
    });
  }

  const customer = `${scopes.ordersRead} ${scopes.ordersWrite}`;
  let placed = 0;
  return {
    repeated: () => repeated,
    async placeOrders(count) {
      // Tokens expire within an hour.
      const token = await issue('benchmark-customer', customer);
      const ids: string[] = [];
      await repeat(count, async () => {
        placed += 1;
        const body = orderBody(placed);
        const headers = {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': `benchmark-order-${String(placed).padStart(8, '0')}`,
        };
        const answer = await send(routes['create-order'].path, { method: 'POST', headers, body });
        ids.push((JSON.parse(answer) as { id: string }).id);
      });
      return ids;
    },
    async readOrders(ids, count) {
      const token = await issue('benchmark-customer', customer);
      const headers = { Authorization: `Bearer ${token}` };
      await repeat(count, async (n) => {
        await send(pathTo('get-order', { orderId: ids[n % ids.length] ?? '' }), { headers });
      });
    },
    checkHealth: (count) =>
      repeat(count, async () => {
        await send(routes['health-live'].path, {});
      }),
  };
};
