import { randomUUID } from 'node:crypto';
import autocannon, { type Request } from 'autocannon';
import { headers } from '../../lib/contract/headers.ts';
import { pathTo } from '../../lib/contract/path-to.ts';
import { routes } from '../../lib/contract/routes.ts';
import { testPaymentMethods } from '../../lib/contract/test-payment-methods.ts';
import { deadlineMs, type LoadAnswer } from './judge-answer.ts';
import type { LoadRoute } from './plan.ts';

export interface LoadOptions {
  readonly url: string;
  readonly token: string;
  readonly sku: string;
  /** Requests until the load ends; each is waited for. */
  readonly requests: number;
  readonly connections: number;
  readonly onAnswer: (answer: LoadAnswer) => void;
}

/** State of a connection from one request to the next. */
interface Customer {
  orderId?: string | undefined;
  sentAt?: number;
}

/** One request of the sequence; its result is left out while it has no order to be about. */
const requestOf = (
  route: LoadRoute,
  { token, onAnswer }: LoadOptions,
  facts: (
    customer: Customer,
  ) => { readonly path?: Record<string, string>; readonly body?: object } | undefined,
): Request => ({
  method: routes[route].method,
  setupRequest(request, context) {
    const customer = context as Customer;
    const given = facts(customer);
    // autocannon begins the sequence again.
    if (!given) return undefined as unknown as Request;
    customer.sentAt = performance.now();
    return {
      ...request,
      path: pathTo(route, given.path ?? {}),
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        [headers.idempotencyKey]: randomUUID(),
      },
      ...(given.body && { body: JSON.stringify(given.body) }),
    };
  },
  onResponse(status, body, context) {
    const customer = context as Customer;
    if (route === 'create-order')
      customer.orderId = status === 201 ? (JSON.parse(body) as { id: string }).id : undefined;
    onAnswer({ route, status, body, ms: performance.now() - (customer.sentAt ?? 0) });
  },
});

/** Customers who order, pay and look at their order, one request after the other on each connection. */
export const runLoad = async (options: LoadOptions): Promise<void> => {
  const ofOrder = ({ orderId }: Customer) => orderId && { orderId };
  const ended = Promise.withResolvers<void>();
  const settings: autocannon.Options = {
    url: options.url,
    connections: options.connections,
    amount: options.requests,
    timeout: deadlineMs / 1_000 + 5,
    requests: [
      requestOf('create-order', options, () => ({ body: { items: [{ sku: options.sku, quantity: 1 }] } })),
      requestOf('pay-order', options, (customer) => {
        const path = ofOrder(customer);
        return path ? { path, body: { paymentMethod: testPaymentMethods.succeeds } } : undefined;
      }),
      requestOf('get-order', options, (customer) => {
        const path = ofOrder(customer);
        return path ? { path } : undefined;
      }),
    ],
  };
  const load = autocannon(settings, (error: unknown) => (error ? ended.reject(error) : ended.resolve()));
  const lost = () => options.onAnswer({ route: 'create-order', status: 0, body: '', ms: 0 });
  load.on('reqError', lost);
  await ended.promise;
};
