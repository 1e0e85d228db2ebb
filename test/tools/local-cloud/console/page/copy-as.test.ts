import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { type CopiedRequest, copyFormats } from '../../../../../tools/local-cloud/console/page/copy-as.ts';
import { orderServiceConsole } from '../../../../../tools/local-cloud/order-service-console.ts';

const { client } = orderServiceConsole({ tables: { ordersTable: 'orders', eventsTable: 'events' } });
if (!client) throw new Error('the console of the order service has no typed client');

const method = (route: string) => {
  const found = client.methods[route];
  if (!found) throw new Error(`the client has no method for ${route}`);
  return found;
};

const body = `{"items":[{"sku":"TEA-001","quantity":2}],"note":"it's 5 o'clock"}`;

const order: CopiedRequest = {
  method: 'POST',
  url: 'http://localhost:3000/api/v1/orders',
  headers: { authorization: 'Bearer a.b.c', 'content-type': 'application/json', 'idempotency-key': 'key-1' },
  body,
  operation: { client, method: method('create-order'), path: [], query: {} },
};

describe('copyFormats', () => {
  it('writes a curl command with quoted words', () => {
    const shown = copyFormats.curl(order).replace(/^curl/, "printf '%s\\n'");
    const { stdout } = spawnSync('sh', ['-c', shown], { encoding: 'utf8' });
    expect(stdout.trimEnd().split('\n')).toEqual([
      ...['-i', '-X', 'POST', order.url],
      ...['-H', 'authorization: Bearer a.b.c', '-H', 'content-type: application/json'],
      ...['-H', 'idempotency-key: key-1', '-d', body],
    ]);
  });

  it('writes a PowerShell command with doubled quotes and the content type as a parameter', () => {
    expect(copyFormats.PowerShell(order)).toBe(
      [
        '$headers = @{',
        "  'authorization' = 'Bearer a.b.c'",
        "  'idempotency-key' = 'key-1'",
        '}',
        `$body = '${body.replaceAll("'", "''")}'`,
        "Invoke-RestMethod -Method POST -Uri 'http://localhost:3000/api/v1/orders' -Headers $headers " +
          "-ContentType 'application/json' -Body $body",
      ].join('\n'),
    );
  });

  it('writes a call of fetch that sends the same request', async () => {
    const sent: unknown[] = [];
    const send = async (...request: unknown[]) => {
      sent.push(...request);
      return { status: 201, text: async () => '' };
    };
    const program = `return (async () => { ${copyFormats.fetch(order)} })();`;
    await new Function('fetch', 'console', program)(send, { log: () => {} });
    expect(sent).toEqual([order.url, { method: 'POST', headers: order.headers, body: expect.any(String) }]);
    expect(JSON.parse((sent[1] as { body: string }).body)).toEqual(JSON.parse(body));
  });

  it('writes a call of the typed client with body and idempotency key', () => {
    const text = copyFormats['typed client'](order);
    expect(text).toContain("import { createOrderServiceClient } from 'order-service-client';");
    expect(text).toContain('await client.createOrder({');
    expect(text).toContain('"idempotencyKey": "key-1"');
    expect(text).toContain('"token": "a.b.c"');
  });

  it('passes parameters of the path first, and no empty query', () => {
    const reading = { method: 'GET', url: 'http://localhost:3000/api/v1/orders/ord_1', headers: {} };
    const operation = { client, method: method('get-order'), path: ['ord_1'], query: {} };
    expect(copyFormats['typed client']({ ...reading, operation })).toContain('client.getOrder("ord_1");');
    const listing = { ...operation, method: method('list-orders'), path: [] };
    expect(copyFormats['typed client']({ ...reading, operation: listing })).toContain('client.listOrders();');
  });

  it('has no call of the typed client for a route that it lacks', () => {
    const { operation: _, ...other } = order;
    expect(copyFormats['typed client'](other)).toBeUndefined();
  });
});
