import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { headers } from '../../lib/contract/headers.ts';
import { maxBodyBytes } from '../../lib/contract/limits.ts';
import { routes } from '../../lib/contract/routes.ts';
import { errorEnvelopeSchema } from '../../lib/contract/schemas/error-envelope-schema.ts';
import { aCodePoint } from '../builders/a-code-point.ts';
import '../harness/problem.ts';
import type { Order } from '../../client/src/order-service-client.ts';
import type { Answer, CurrentService } from '../harness/service/running-service.ts';
import { adminScope, type Shopper, shopper } from '../harness/service/shopper.ts';
import { volume } from '../harness/volume.ts';

/** Text that only the inside of a service has. */
const inside =
  /\bat [\w.<>]+ \(|\.(?:ts|mjs):\d+|node_modules|ZodError|Exception|ORDER#|PRODUCT#|-local-orders/;

export const hostileRequests = (service: CurrentService): void => {
  describe('hostile requests', () => {
    let mallory: Shopper;
    let order: Order;
    const ordersPath = routes['create-order'].path;
    beforeAll(async () => {
      mallory = await shopper(service(), 'mallory', adminScope);
      order = await mallory.placed('TEA-001');
    });

    /** A body as it is, with headers as they are. */
    const post = (
      body: string | Uint8Array<ArrayBuffer>,
      more: Readonly<Record<string, string>> = {},
      path: string = ordersPath,
    ) =>
      service().request(path, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${mallory.token}`,
          [headers.idempotencyKey]: randomUUID(),
          'content-type': 'application/json',
          ...more,
        },
        body,
      });
    const line = { sku: 'TEA-001', quantity: 1 };

    describe('when a body has fields that only the server sets', () => {
      it.each([
        ['a price', { items: [{ ...line, unitPrice: { amount: 1, currency: 'USD' } }] }],
        ['a total', { items: [line], total: { amount: 1, currency: 'USD' } }],
        ['a status', { items: [line], status: 'confirmed' }],
        ['an id', { items: [line], id: 'ord_00000000000000000000000000' }],
        ['a version', { items: [line], version: 7 }],
        ['a customer type', { items: [line], customerType: 'business' }],
        ['a payment', { items: [line], payment: { state: 'paid', attempt: 1 } }],
        ['a time of expiry', { items: [line], expiresAt: '2099-01-01T00:00:00.000Z' }],
        ['a constructor', { items: [line], constructor: { prototype: { admin: true } } }],
      ])('refuses %s', async (_, body) => {
        expect(await post(JSON.stringify(body))).toBeProblem(400, 'VAL-001');
      });

      it.each([
        `{"items":[{"sku":"TEA-001","quantity":1}],"__proto__":{"customerId":"alice"}}`,
        `{"__proto__":{"items":[{"sku":"TEA-001","quantity":1}]}}`,
        `{"items":[{"sku":"TEA-001","__proto__":{"quantity":1}}]}`,
      ])('ignores the prototype in %s', async (body) => {
        const answer = await post(body);
        expect([201, 400]).toContain(answer.statusCode);
        if (answer.statusCode === 201) expect(answer.json<Order>().customerId).toBe('mallory');
        else expect(answer).toBeProblem(400, 'VAL-001');
        expect(Object.hasOwn(Object.prototype, 'customerId')).toBe(false);
      });
    });

    describe('when a request is too large', () => {
      const padded = (bytes: number) => {
        const frame = JSON.stringify({ items: [line], source: '' });
        return frame.replace('""', `"${'x'.repeat(bytes - frame.length)}"`);
      };

      it('refuses a body above the limit, and reads one at the limit', async () => {
        const issueOf = async (bytes: number) => {
          const answer = await post(padded(bytes));
          expect(answer).toBeProblem(400, 'VAL-001');
          return errorEnvelopeSchema.parse(answer.json()).error.details?.['issues'];
        };
        expect(await issueOf(maxBodyBytes + 1)).toEqual([
          { path: '', message: `the body is larger than ${maxBodyBytes} bytes` },
        ]);
        expect(await issueOf(maxBodyBytes)).toMatchObject([{ path: 'source' }]);
      });

      it('refuses 11 MB before any function sees them', async () => {
        const answer = await post('x'.repeat(11 * 1024 * 1024));
        expect([answer.statusCode, answer.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
      });

      it.each([11, 100])('refuses %i kB of headers', async (kilobytes) => {
        const bomb = Object.fromEntries(
          Array.from({ length: kilobytes }, (_, index) => [`x-bomb-${index}`, 'b'.repeat(1_000)]),
        );
        expect((await post(JSON.stringify({ items: [line] }), bomb)).statusCode).toBe(431);
      });

      it('refuses an order above the limit of lines or units', async () => {
        const lines = Array.from({ length: 46 }, (_, index) => ({ sku: `TEA-${index}`, quantity: 1 }));
        expect(await post(JSON.stringify({ items: lines }))).toBeProblem(400, 'VAL-001');
        const split = [{ ...line, quantity: 999 }, line];
        expect(await post(JSON.stringify({ items: split }))).toBeProblem(400, 'VAL-001');
      });
    });

    describe('when a body does not match its content type', () => {
      it.each([
        ['nothing', ''],
        ['null', 'null'],
        ['a list', '[]'],
        ['a number', '1e999'],
        ['deeply nested lists', '['.repeat(50_000)],
        ['half a surrogate pair', '{"items":[{"sku":"\\ud800","quantity":1}]}'],
        ['a huge quantity', '{"items":[{"sku":"TEA-001","quantity":1e308}]}'],
        ['a quantity that is no number', '{"items":[{"sku":"TEA-001","quantity":"1"}]}'],
        ['a query operator', '{"items":[{"sku":{"$gt":""},"quantity":1}]}'],
      ])('refuses %s', async (_, body) => {
        expect(await post(body)).toBeProblem(400, 'VAL-001');
      });

      it('refuses bytes that are not text', async () => {
        const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
        expect(await post(bytes)).toBeProblem(400, 'VAL-001');
      });

      it('refuses every type but JSON in UTF-8, and a body without a type', async () => {
        const body = JSON.stringify({ items: [line] });
        for (const type of [
          '',
          'text/plain',
          'application/x-www-form-urlencoded',
          'multipart/form-data',
          'application/octet-stream',
          'application/json; charset=utf-16',
        ]) {
          const answer = await post(body, { 'content-type': type });
          expect(answer).toBeProblem(415, 'VAL-002');
          expect(answer.headers['accept']).toBe('application/json');
        }
      });

      it('refuses a compressed body', async () => {
        const answer = await post(new Uint8Array(gzipSync(JSON.stringify({ items: [line] }))), {
          'content-encoding': 'gzip',
        });
        expect(answer).toBeProblem(415, 'VAL-002');
        expect(answer.headers['accept-encoding']).toBe('identity');
      });

      it('skips a byte order mark', async () => {
        expect((await post(`\ufeff${JSON.stringify({ items: [line] })}`)).statusCode).toBe(201);
      });
    });

    it.each(['short', 'x'.repeat(256), 'with spaces in it 12', '../../../../etc/passwd'])(
      'refuses the idempotency key "%s"',
      async (key) => {
        const answer = await post(JSON.stringify({ items: [line] }), { [headers.idempotencyKey]: key });
        expect(answer).toBeProblem(400, 'IDM-001');
      },
    );

    it.each(['a', 'x'.repeat(65), 'has spaces', '<script>', "';drop"])(
      'answers with an id of its own to the correlation id "%s"',
      async (sent) => {
        const answer = await mallory.send('get-order', {
          path: { orderId: order.id },
          headers: { [headers.correlationId]: sent },
        });
        expect(answer.statusCode).toBe(200);
        expect(answer.headers[headers.correlationId.toLowerCase()]).toMatch(/^[0-9a-f-]{36}$/);
      },
    );

    it.each([
      '..%2f..%2fetc%2fpasswd',
      '%00',
      '%c0%ae%c0%ae',
      '%',
      '%e0%a4%a',
      "ord_' OR 1=1",
      '__proto__',
      'constructor',
      'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV%0d%0aSet-Cookie:a=b',
      '💥',
      'ord_%F0%9F%92%A5',
      'x'.repeat(4_000),
    ])('finds no order by "%s"', async (id) => {
      const init = { headers: { authorization: `Bearer ${mallory.token}` } };
      const answer = await service().request(`${ordersPath}/${id}`, init);
      expect([400, 404]).toContain(answer.statusCode);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.body).not.toMatch(inside);
    });

    it('keeps serving after bytes that are no HTTP', async () => {
      const { hostname, port } = new URL(service().url);
      const smuggled = [
        `POST ${ordersPath} HTTP/1.1`,
        'Host: a',
        'Content-Length: 4',
        'Transfer-Encoding: chunked',
        '',
        '0',
        '',
        `GET ${ordersPath} HTTP/1.1`,
        '',
        '',
      ].join('\r\n');
      for (const bytes of [smuggled, '\u0016\u0003\u0001', 'GET / HTTP/9.9\r\n\r\n', '\r\n\r\n\u0000']) {
        const socket = connect(Number(port), hostname);
        socket.end(bytes);
        expect(await text(socket)).toMatch(/^$|^HTTP\/1\.1 (?:400|505) /);
      }
      expect((await service().send(undefined, 'health-live')).statusCode).toBe(200);
    });

    it('answers any request by the contract, without internal details', async () => {
      const hostileText = fc.oneof(
        fc.string({ unit: aCodePoint }),
        fc.constantFrom('TEA-001', order.id, '__proto__', 'pm_card_visa', '', '\u202e', '\r\nx: y'),
      );
      const almostAnOrder = fc.record(
        {
          items: fc.array(fc.record({ sku: hostileText, quantity: fc.oneof(fc.integer(), fc.double()) })),
          source: hostileText,
          customerId: hostileText,
          paymentMethod: hostileText,
        },
        { requiredKeys: [] },
      );
      const commands = (
        ['create-order', 'pay-order', 'cancel-order', 'put-product', 'move-stock'] as const
      ).map((id) => routes[id]);
      const requests = fc.record({
        route: fc.constantFrom(...commands),
        parameter: hostileText.filter((parameter) => parameter.isWellFormed()),
        body: fc.oneof(almostAnOrder, fc.jsonValue({ maxDepth: 3 })),
      });
      await fc.assert(
        fc.asyncProperty(requests, async ({ route, parameter, body }) => {
          const path = route.path.replace(/\{\w+\}/, encodeURIComponent(parameter));
          const init = { method: route.method, body: JSON.stringify(body) };
          const answer: Answer = await service().request(path, {
            ...init,
            headers: {
              authorization: `Bearer ${mallory.token}`,
              'content-type': 'application/json',
              [headers.idempotencyKey]: randomUUID(),
            },
          });
          expect(answer.statusCode).toBeGreaterThanOrEqual(200);
          expect(answer.statusCode).toBeLessThan(500);
          expect(answer.body).not.toMatch(inside);
          const isKnown = errorEnvelopeSchema.safeParse(answer.json()).success;
          expect(answer.statusCode < 400 || isKnown).toBe(true);
        }),
        { numRuns: volume({ inCi: 60, usual: 20 }) },
      );
    });
  });
};
