import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { headers } from '../../lib/contract/headers.ts';
import { errorEnvelopeSchema } from '../../lib/contract/schemas/error-envelope-schema.ts';
import { orderSchema } from '../../lib/contract/schemas/order-schemas.ts';
import { catalogue, orderCommand } from '../../tools/local-cloud/order-service-catalogue.ts';
import { anOrder } from '../builders/an-order.ts';
import '../harness/problem.ts';
import type { Answer, CurrentService } from '../harness/service/running-service.ts';
import { businessShopper, type Shopper, shopper } from '../harness/service/shopper.ts';
import { volume } from '../harness/volume.ts';

/** Splits the line that `npm start` prints into arguments, as a shell does. */
const parseCurl = (line: string) => {
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
  const after = (flag: string) => words.filter((_, index) => words[index - 1] === flag);
  const sent = after('-H').map((header) => header.split(': ', 2) as [string, string]);
  return {
    url: words.find((word) => word.startsWith('http')) ?? '',
    headers: Object.fromEntries(sent),
    body: readFileSync((after('-d')[0] ?? '').replace(/^@/, ''), 'utf8'),
  };
};

/** An order and a reading each. */
const pairs = volume({ inCi: 100, usual: 15 });

export const firstOrder = (service: CurrentService): void => {
  describe('the first order', () => {
    let alice: Shopper;
    beforeAll(async () => {
      alice = await shopper(service(), 'alice');
    });

    it('is placed by the line that the start prints, and is found at its Location', async () => {
      const [product] = catalogue;
      const line = orderCommand({ url: service().url, token: alice.token });
      const { url, ...init } = parseCurl(line);
      const placed = await fetch(url, { method: 'POST', ...init });
      expect(placed.status).toBe(201);
      const order = orderSchema.parse(await placed.json());
      expect(order).toMatchObject({
        customerId: 'alice',
        status: 'pending',
        source: 'web',
        total: { amount: 2 * product.unitPrice.amount, currency: 'USD' },
      });

      const there = await service().request(placed.headers.get('location') ?? '', {
        headers: { authorization: `Bearer ${alice.token}` },
      });
      expect(there.statusCode).toBe(200);
      expect(there.json()).toEqual(order);
    });

    it('is replayed for a repetition that contains the defaults', async () => {
      const key = 'order-with-defaults-1';
      const items = [{ sku: 'TEA-001', quantity: 1 }];
      const first = await alice.send('create-order', { key, body: { items } });
      const body = { customerId: 'alice', source: 'api', items };
      const second = await alice.send('create-order', { key, body });
      expect([second.statusCode, second.body]).toEqual([201, first.body]);
      expect(second.headers['idempotent-replayed']).toBe('true');
    });

    describe('when something is wrong with it', () => {
      const sent = { [headers.correlationId]: 'my-own-correlation-1' };
      const correlationIdOf = (answer: Answer) =>
        errorEnvelopeSchema.parse(answer.json()).error.correlationId;

      it.each([
        [
          'a path that the API does not have',
          () => service().request('/api/v1/invoices', { headers: sent }),
          404,
          'API-001',
        ],
        [
          'a method that the path does not have',
          () => service().request('/api/v1/orders', { method: 'DELETE', headers: sent }),
          405,
          'API-001',
        ],
        [
          'broken JSON',
          () =>
            service().request('/api/v1/orders', {
              method: 'POST',
              headers: {
                ...sent,
                authorization: `Bearer ${alice.token}`,
                'content-type': 'application/json',
                [headers.idempotencyKey]: 'first-order-of-alice-2',
              },
              body: '{"items":[',
            }),
          400,
          'VAL-001',
        ],
        [
          'no items',
          () => alice.send('create-order', { headers: sent, body: { items: [] } }),
          400,
          'ORD-002',
        ],
        [
          'an id that no order has',
          () => alice.send('get-order', { headers: sent, path: { orderId: anOrder().id } }),
          404,
          'ORD-001',
        ],
      ] as const)(
        'answers %s in the envelope, with the correlation id that was sent',
        async (_, send, status, code) => {
          const answer = await send();
          expect(answer).toBeProblem(status, code);
          expect(correlationIdOf(answer)).toBe('my-own-correlation-1');
        },
      );
    });

    describe(`when ${2 * pairs} requests come at once`, () => {
      it('answers all, in several environments, each of which has one request at a time', async () => {
        const company = await businessShopper(service(), 'many-at-once');
        const { id } = await company.placed('TEA-001');
        const answers = await Promise.all(
          Array.from({ length: 2 * pairs }, (_, index) =>
            index % 2 === 0 ? company.order('TEA-001') : company.send('get-order', { path: { orderId: id } }),
          ),
        );
        const statuses = Map.groupBy(answers, ({ statusCode }) => statusCode);
        expect([...statuses].map(([status, { length }]) => [status, length]).sort()).toEqual([
          [200, pairs],
          [201, pairs],
        ]);

        const { items } = (await service().request('/local/functions')).json<{
          items: {
            name: string;
            errors: number;
            environments: { invocations: number; maxInFlight: number }[];
          }[];
        }>();
        for (const name of ['create-order', 'get-order']) {
          const pool = items.find((candidate) => candidate.name === name);
          const { environments = [] } = pool ?? {};
          expect(pool?.errors).toBe(0);
          expect(environments.length).toBeGreaterThan(1);
          expect(environments.map(({ maxInFlight }) => maxInFlight)).toEqual(environments.map(() => 1));
          expect(environments.every(({ invocations }) => invocations > 0)).toBe(true);
        }
      });
    });
  });
};
