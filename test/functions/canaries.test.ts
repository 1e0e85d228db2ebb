import { beforeAll, describe, expect, it } from 'vitest';
import { routeEntries } from '../../lib/contract/routes.ts';
import { logEvents } from '../../lib/platform/logging/log-events.ts';
import { aProduct } from '../builders/a-product.ts';
import { type ApiEventFacts, anApiEvent, customerClaims } from '../builders/an-api-event.ts';
import { type RunningFunctions, startFunctions } from '../harness/functions/running-functions.ts';

/** Texts that no log line may hold any part of. The card number is a test number of the schemes. */
const canaries = {
  // This one can be a SKU, the next a customer id.
  card: '4111111111111111',
  email: 'canary@example.com',
  token: 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.canary',
  hostile: [
    'Jane Canary, 4 Canary Lane',
    'Bearer canary',
    'canary\r\n{"level":"ERROR","message":"canary"}',
    '\u001b[2J\u001b[31mcanary\u009b',
    '\u202ecanary\u2066\u2028canary',
    'canary '.repeat(1_500),
  ].join(' '),
};
const trace = /canary|41111111|eyJ/i;

const headersWith = (text: string): Record<string, string> => ({
  authorization: text,
  cookie: `session=${text}`,
  'x-correlation-id': `${text} `,
  'x-forwarded-for': text,
  'user-agent': text,
  'x-amzn-trace-id': text,
  referer: text,
});

const claimsWith = (text: string, scope: string): Record<string, string> => ({
  ...customerClaims,
  scope,
  email: text,
  name: text,
  username: text,
  customer_type: text,
  jti: text,
});

const bodiesWith = (text: string): unknown[] => [
  text,
  [text],
  { [text]: text },
  { items: text },
  { items: [text], source: text, customerId: text },
  { items: [{ sku: text, quantity: text }] },
  { items: [{ sku: text, quantity: 1, [text]: text }] },
  { items: [{ sku: 'TEA-001', quantity: 1 }], customerId: text },
  { name: text, unitPrice: { amount: 1, currency: text }, stock: text },
  { name: text, unitPrice: { amount: 1, currency: 'USD' }, stock: 1 },
  { paymentMethod: text },
];

/** Requests that carry a text in one part each, and in all the others nothing of interest. */
const requestsWith = (text: string, scope: string, hasBody: boolean): ApiEventFacts[] => {
  const claims = claimsWith(text, scope);
  const path = { orderId: text, sku: text };
  const query = { limit: text, cursor: text, status: text, customerId: text, [text]: text };
  const plain = { claims, path: { orderId: 'ord_1', sku: 'TEA-001' } };
  return [
    { ...plain, headers: headersWith(text) },
    { ...plain, path },
    { ...plain, query },
    { ...plain, rawBody: text },
    { ...plain, rawBody: `{"items":"${text}` },
    {
      claims: { ...claims, sub: `${text} ` },
      path,
      query,
      headers: headersWith(text),
      body: { items: [text] },
    },
    ...(hasBody ? bodiesWith(text) : []).map((body) => ({ ...plain, body })),
  ];
};

describe('the log of requests that hold secrets, personal data and hostile text', () => {
  let lines: string[] = [];
  let requests = 0;

  const invokeAll = async (functions: RunningFunctions, text: string, scope: string) => {
    for (const [routeId, { method }] of routeEntries) {
      for (const facts of requestsWith(text, scope, method !== 'GET')) {
        requests += 1;
        const headers = { 'idempotency-key': `canary-key-${requests}`, ...facts.headers };
        await functions.invoke(routeId, anApiEvent(routeId, { ...facts, headers }));
      }
    }
  };

  beforeAll(async () => {
    const functions = await startFunctions({ LOG_LEVEL: 'DEBUG' });
    const { name, unitPrice, available: stock } = aProduct();
    const claims = { ...customerClaims, scope: 'orders:admin' };
    const put = { path: { sku: 'TEA-001' }, claims, body: { name, unitPrice, stock } };
    await functions.invoke('put-product', anApiEvent('put-product', put));
    for (const text of Object.values(canaries)) {
      await invokeAll(functions, text, 'orders:read orders:write orders:admin metrics:read');
    }
    await invokeAll(functions, canaries.hostile, 'openid');
    lines = await functions.stop();
  });

  it('has lines for every request', () => {
    expect(
      lines.filter((line) => line.includes(`"logCode":"${logEvents.requestCompleted.code}"`)),
    ).toHaveLength(requests + 1);
  });

  it('is made of JSON objects, one in each line', () => {
    for (const line of lines) expect(JSON.parse(line)).toBeTypeOf('object');
  });

  it('holds no secret and no personal data', () => {
    expect(lines.filter((line) => trace.test(line)).slice(0, 3)).toEqual([]);
  });

  it('holds nothing that moves a cursor or hides text', () => {
    expect(lines.filter((line) => /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(line))).toEqual([]);
  });

  it('has no unexpected error for hostile input', () => {
    expect(lines.filter((line) => line.includes('SYS-001')).slice(0, 3)).toEqual([]);
  });
});
