import { setTimeout as pause } from 'node:timers/promises';
import { headers } from '../../../lib/contract/headers.ts';
import { pathTo } from '../../../lib/contract/path-to.ts';
import { routes } from '../../../lib/contract/routes.ts';
import { customerSummarySchema } from '../../../lib/contract/schemas/customer-summary-schema.ts';

/** An answer of the deployed API. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface DeployedApi {
  putProduct(sku: string, token: string): Promise<ApiAnswer>;
  placeOrder(sku: string, token: string): Promise<ApiAnswer>;
  getOrder(orderId: string, token?: string): Promise<ApiAnswer>;
  /** A page of one order; the first one without a cursor. */
  listOrders(token: string, cursor?: string): Promise<ApiAnswer>;
  /** Reads the customer's summary until it has orders, at most for a minute. */
  awaitSummary(token: string): Promise<ApiAnswer>;
}

const summaryPatienceMs = 60_000;

const hasOrders = ({ body }: ApiAnswer): boolean => {
  const { success, data } = customerSummarySchema.safeParse(body);
  return success && data.orders.total > 0;
};

/** The API under its address in the emulator. */
export const createDeployedApi = (emulatorUrl: string, apiId: string): DeployedApi => {
  const send = async (method: string, path: string, token?: string, body?: unknown): Promise<ApiAnswer> => {
    const answer = await fetch(`${emulatorUrl}/_aws/execute-api/${apiId}/$default${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && {
          'content-type': 'application/json',
          [headers.idempotencyKey]: crypto.randomUUID(),
        }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await answer.text();
    try {
      return { status: answer.status, body: JSON.parse(text) };
    } catch {
      return { status: answer.status, body: text };
    }
  };
  const summary = (token: string) => send('GET', routes['customer-summary'].path, token);
  return {
    putProduct: (sku, token) =>
      send('PUT', pathTo('put-product', { sku }), token, {
        name: 'Assam, 100 g',
        unitPrice: { amount: 1_250, currency: 'USD' },
        stock: 10,
      }),
    placeOrder: (sku, token) =>
      send('POST', routes['create-order'].path, token, { items: [{ sku, quantity: 2 }], source: 'web' }),
    getOrder: (orderId, token) => send('GET', pathTo('get-order', { orderId }), token),
    listOrders: (token, cursor) =>
      send(
        'GET',
        `${routes['list-orders'].path}?${new URLSearchParams({ limit: '1', ...(cursor !== undefined && { cursor }) })}`,
        token,
      ),
    async awaitSummary(token) {
      const deadline = Date.now() + summaryPatienceMs;
      let answer = await summary(token);
      while (!hasOrders(answer) && Date.now() < deadline) {
        await pause(500);
        answer = await summary(token);
      }
      return answer;
    },
  };
};
