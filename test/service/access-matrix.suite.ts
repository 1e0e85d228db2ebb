import { beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../lib/contract/errors/registry.ts';
import { headers } from '../../lib/contract/headers.ts';
import type { RouteDefinition } from '../../lib/contract/route-definition.ts';
import { type RouteId, routeEntries } from '../../lib/contract/routes.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { webhookSignatureHeader } from '../../lib/contract/webhooks.ts';
import { localWebhookSecret } from '../../tools/local-cloud/order-service-deployment.ts';
import '../harness/gateway-answer.ts';
import { signatureFor } from '../harness/payments/signed-webhook.ts';
import '../harness/problem.ts';
import type { Order } from '../../client/src/order-service-client.ts';
import { ownerId, type Principal, principals } from '../harness/service/principals.ts';
import type { Answer, CurrentService, RequestFacts } from '../harness/service/running-service.ts';
import { adminScope, customerScope, type Shopper, shopper, stock } from '../harness/service/shopper.ts';
import {
  isAboutOneOrder,
  isCallersList,
  matrixSku,
  unmatched,
  validRequests,
} from '../harness/service/valid-requests.ts';

/** Refused by the gateway itself, or by a function. */
type Refusal = 'unauthorized' | 'forbidden' | readonly [status: number, code: ErrorCode];

/** How a principal is refused; `undefined` when it is served. */
const refusalOf = (
  route: RouteDefinition,
  { credentials, isOwner, scopes: granted }: Principal,
): Refusal | undefined => {
  if (route.scope === null) return undefined;
  if (credentials === 'forgery') return 'unauthorized';
  const has = granted(route.scope);
  if (!has.includes(route.scope)) return 'forbidden';
  // The authorizer cannot detect that this is no access token; the function can.
  if (credentials === 'ID token') return [401, 'AUT-001'];
  const mayKnow = isOwner || has.includes(scopes.ordersAdmin);
  return isAboutOneOrder(route) && !mayKnow ? [404, 'ORD-001'] : undefined;
};

const signedHeaders = (body: unknown) => ({
  [webhookSignatureHeader]: signatureFor(JSON.stringify(body), [localWebhookSecret], Date.now()),
});

export const accessMatrix = (service: CurrentService): void => {
  describe('the access matrix', () => {
    let owner: Shopper;
    let admin: Shopper;
    /** For each route about an order, one that only its owner and admins may access. */
    const victims = new Map<RouteId, Order>();

    const orderFor = async (routeId: RouteId): Promise<Order | undefined> => {
      const wanted = validRequests[routeId]?.order;
      if (wanted === undefined) return undefined;
      const { id } = await owner.placed(matrixSku);
      if (wanted !== 'pending') await owner.pay(id);
      if (wanted === 'shipped') await admin.ship(id);
      return owner.look(id);
    };

    const ask = (
      token: string | undefined,
      routeId: RouteId,
      orderId = '',
      facts: RequestFacts = {},
    ): Promise<Answer> =>
      service().send(token, routeId, {
        path: { orderId, sku: matrixSku },
        ...('body' in validRequests[routeId] && { body: validRequests[routeId].body }),
        ...(validRequests[routeId].signed && { headers: signedHeaders(validRequests[routeId].body) }),
        ...facts,
      });

    const tokenOf = ({ scopes: granted, token }: Principal, { scope }: RouteDefinition) =>
      token(service().issuer, scope === null ? [] : granted(scope));

    beforeAll(async () => {
      owner = await shopper(service(), ownerId);
      admin = await shopper(service(), 'adam', adminScope);
      await stock(service(), matrixSku, 1_000);
      for (const [routeId] of routeEntries) {
        const order = await orderFor(routeId);
        if (order) victims.set(routeId, order);
      }
    });

    it('has a valid request for every route of the contract', () => {
      expect(unmatched()).toEqual([]);
    });

    it.each(principals)('answers $name that there is no route, to every caller', async ({ token }) => {
      const credentials = await token(service().issuer, []);
      const headers = credentials === undefined ? {} : { authorization: `Bearer ${credentials}` };
      expect(await service().request('/api/v1/invoices', { headers })).toBeProblem(404, 'API-001');
      const answer = await service().request('/api/v1/orders', { method: 'DELETE', headers });
      expect(answer).toBeProblem(405, 'API-001');
      expect(answer.headers['allow']).toBe('GET, POST');
    });

    describe.each(routeEntries)('%s', (routeId, route) => {
      const served = principals.filter((principal) => !refusalOf(route, principal));
      const refused = principals.filter((principal) => refusalOf(route, principal));

      it.each(served)('serves $name', async (principal) => {
        const order = await orderFor(routeId);
        const answer = await ask(await tokenOf(principal, route), routeId, order?.id);
        expect([answer.statusCode, answer.body]).toEqual([validRequests[routeId].status, expect.any(String)]);
        if (isCallersList(route)) {
          const { items } = answer.json<{ items: Order[] }>();
          const foreign = items.filter(({ customerId }) => (customerId === ownerId) !== principal.isOwner);
          expect(foreign).toEqual([]);
        }
        if (routeId === 'customer-summary') {
          const { customerId } = answer.json<{ customerId: string }>();
          expect(customerId === ownerId).toBe(principal.isOwner);
        }
      });

      it.each(refused)('refuses $name', async (principal) => {
        const answer = await ask(await tokenOf(principal, route), routeId, victims.get(routeId)?.id);
        const refusal = refusalOf(route, principal) as Refusal;
        if (typeof refusal === 'string') expect(answer).toBeOfGateway(refusal);
        else expect(answer).toBeProblem(...refusal);
      });

      if (isAboutOneOrder(route)) {
        it('keeps the order unchanged for every refused caller', async () => {
          const order = victims.get(routeId);
          expect(await owner.look(order?.id ?? '')).toEqual(order);
        });
      }

      if (validRequests[routeId].signed) {
        it.each(principals)('refuses $name without the signature of the gateway', async (principal) => {
          const answer = await ask(await tokenOf(principal, route), routeId, '', { headers: {} });
          expect(answer).toBeProblem(400, 'VAL-003');
        });
      }

      if (route.idempotent) {
        it('answers no other caller with the outcome of a key', async () => {
          const key = `key-of-the-owner-${routeId}`;
          const order = await orderFor(routeId);
          const isForAdmins = route.scope === scopes.ordersAdmin;
          const first = await ask(isForAdmins ? admin.token : owner.token, routeId, order?.id, { key });
          expect(first.statusCode).toBe(validRequests[routeId].status);
          const stranger = await shopper(service(), 'sam', isForAdmins ? adminScope : customerScope);
          const answer = await ask(stranger.token, routeId, order?.id, { key });
          expect(answer.headers[headers.idempotentReplayed.toLowerCase()]).toBeUndefined();
          // An admin may do the same to the same thing, once more.
          if (isForAdmins) return;
          if (isAboutOneOrder(route)) expect(answer).toBeProblem(404, 'ORD-001');
          else expect(answer.json<Order>()).toMatchObject({ customerId: 'sam' });
          expect(answer.body).not.toContain(ownerId);
        });
      }

      if (isCallersList(route)) {
        it.each(served)(
          'gives the orders of all customers to $name only if it is an admin',
          async (principal) => {
            const query = { allCustomers: 'true', status: 'shipped', limit: '100' };
            const answer = await ask(await tokenOf(principal, route), routeId, '', { query });
            const isAdmin = principal.scopes(route.scope ?? scopes.ordersRead).includes(scopes.ordersAdmin);
            if (!isAdmin) expect(answer).toBeProblem(403, 'AUT-002');
            else {
              const { items } = answer.json<{ items: Order[] }>();
              const customers = new Set(items.map(({ customerId }) => customerId));
              expect([answer.statusCode, customers.has(ownerId)]).toEqual([200, true]);
            }
          },
        );

        it('refuses the cursor of another caller', async () => {
          const page = await ask(owner.token, routeId, '', { query: { limit: '1' } });
          const { nextCursor = '' } = page.json<{ nextCursor?: string }>();
          const query = { limit: '1', cursor: nextCursor };
          expect((await ask(owner.token, routeId, '', { query })).statusCode).toBe(200);
          const stranger = await shopper(service(), 'sam');
          expect(await ask(stranger.token, routeId, '', { query })).toBeProblem(400, 'VAL-001');
          const ofTheOwner = { ...query, customerId: ownerId };
          expect(await ask(admin.token, routeId, '', { query: ofTheOwner })).toBeProblem(400, 'VAL-001');
        });
      }
    });
  });
};
