import { createHttpStorefront } from '../../../lib/adapters/http/http-storefront.ts';
import { placeSyntheticOrder } from '../../../lib/app/place-synthetic-order.ts';
import { pathTo } from '../../../lib/contract/path-to.ts';
import { logEvents } from '../../../lib/platform/logging/log-events.ts';
import type { ApiCall, Principal } from '../history/api-request.ts';
import type { Platform } from './compose-platform.ts';

/** Its orders count in no business metric. */
export const syntheticCustomer: Principal = { sub: 'synthetic', isAdmin: false };

const apiUrl = 'https://api.simulated';
const tokenUrl = 'https://issuer.simulated/token';

const toCall = (url: URL, { headers, body }: RequestInit): ApiCall => {
  const key = new Headers(headers).get('idempotency-key') ?? '';
  if (url.pathname === pathTo('create-order', {})) {
    return { routeId: 'create-order', by: syntheticCustomer, key, body: JSON.parse(String(body)) };
  }
  const orderId = url.pathname.split('/').at(-2) ?? '';
  return { routeId: 'cancel-order', by: syntheticCustomer, key, path: { orderId } };
};

/** Parts of an answer that the storefront reads. */
const answerOf = (status: number, body: string) =>
  ({ ok: status < 300, status, text: async () => body }) as Response;

/** Requests to the issuer, which always answers, and to the API of the same stage. */
const fetchWithin = ({ cloud, environment }: Platform): typeof fetch => {
  const ask = (call: ApiCall, signal: AbortSignal) =>
    new Promise<Response>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      void cloud.ask(call).then((answer) => {
        if (answer) resolve(answerOf(answer.statusCode, answer.body));
        else reject(new TypeError('fetch failed'));
      });
    });
  return async (target, init = {}) => {
    if (target === tokenUrl)
      return answerOf(200, JSON.stringify({ access_token: 'token', expires_in: 3_600 }));
    const call = toCall(new URL(String(target)), init);
    const answer = await ask(call, init.signal ?? new AbortController().signal);
    return environment.call(`the answer to ${call.routeId}`, () => ({ answer }));
  };
};

/** The job that places synthetic orders, as in lib/composition/synthetic-order.ts. */
export const composeSyntheticOrders = (platform: Platform) =>
  placeSyntheticOrder({
    storefront: createHttpStorefront({
      apiUrl,
      tokenUrl,
      clientId: 'synthetic',
      clientSecret: Object.assign(async () => 'secret', { previous: async () => undefined }),
      scope: 'orders:write',
      sku: 'SKU-1',
      clock: platform.clock,
      newKey: () => `synthetic-${platform.newId()}`,
      fetch: fetchWithin(platform),
    }),
    onOutcome(outcome) {
      platform.metrics.increment('order_service_synthetic_orders_total', { outcome });
      platform.cloud.syntheticOutcomes.push(outcome);
    },
    onFailure: (error) => platform.logger.error(logEvents.syntheticOrderFailed, { error }),
  });
