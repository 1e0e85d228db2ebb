import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseProxy, startDatabaseProxy } from '../../../scripts/gameday/database-proxy.ts';

describe('startDatabaseProxy', () => {
  const database = createServer((request, response) => request.pipe(response));
  let proxy: DatabaseProxy;

  beforeAll(async () => {
    database.listen(0, '127.0.0.1');
    await once(database, 'listening');
    proxy = await startDatabaseProxy(`http://127.0.0.1:${(database.address() as AddressInfo).port}`);
  });

  afterAll(async () => {
    await proxy.close();
    database.close();
  });

  const ask = async (body: string, operation = 'GetItem') => {
    const start = performance.now();
    const answer = await fetch(proxy.url, {
      method: 'POST',
      headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
      body,
    });
    return { status: answer.status, text: await answer.text(), ms: performance.now() - start };
  };

  const orders = '{"TableName":"local-orders"}';
  const metrics = '{"TableName":"local-metrics"}';

  it('passes everything on while nothing is wrong', async () => {
    proxy.setFault();
    expect(await ask(orders)).toMatchObject({ status: 200, text: orders });
  });

  it('fails commits of orders, and nothing else', async () => {
    proxy.setFault({ kind: 'failing' });
    expect(await ask(orders, 'TransactWriteItems')).toMatchObject({
      status: 500,
      text: expect.stringContaining('InternalServerError'),
    });
    expect(await ask(orders)).toMatchObject({ status: 200, text: orders });
    expect(await ask(metrics, 'TransactWriteItems')).toMatchObject({ status: 200, text: metrics });
  });

  it('makes commits of orders late, and nothing else', async () => {
    proxy.setFault({ kind: 'slow', ms: 40 });
    expect((await ask(orders, 'TransactWriteItems')).ms).toBeGreaterThanOrEqual(39);
    const order: string[] = [];
    await Promise.all([
      ask(orders, 'TransactWriteItems').then(() => order.push('commit of orders')),
      ask(metrics, 'TransactWriteItems').then(() => order.push('commit of metrics')),
      ask(orders).then(() => order.push('read of orders')),
    ]);
    expect(order.at(-1)).toBe('commit of orders');
  });
});
