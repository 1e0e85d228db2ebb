import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DatabaseProxy, startDatabaseProxy } from '../../../../tools/slo/gameday/database-proxy.ts';

describe('startDatabaseProxy', () => {
  const database = createServer((request, response) => request.pipe(response));
  const pauses: { readonly ms: number; readonly end: () => void }[] = [];
  let proxy: DatabaseProxy;

  beforeAll(async () => {
    database.listen(0, '127.0.0.1');
    await once(database, 'listening');
    const { port } = database.address() as AddressInfo;
    proxy = await startDatabaseProxy(
      `http://127.0.0.1:${port}`,
      (ms) => new Promise((end) => pauses.push({ ms, end })),
    );
  });

  afterAll(async () => {
    await proxy.close();
    database.close();
  });

  const ask = async (body: string, operation = 'GetItem') => {
    const answer = await fetch(proxy.url, {
      method: 'POST',
      headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` },
      body,
    });
    return { status: answer.status, text: await answer.text() };
  };

  const orders = '{"TableName":"local-orders"}';
  const metrics = '{"TableName":"local-metrics"}';

  it('forwards every request without a fault', async () => {
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
    proxy.setFault({ kind: 'slow', ms: 700 });
    let isCommitted = false;
    const commit = ask(orders, 'TransactWriteItems').then((answer) => {
      isCommitted = true;
      return answer;
    });
    await vi.waitFor(() => expect(pauses.map(({ ms }) => ms)).toEqual([700]));
    expect(await ask(metrics, 'TransactWriteItems')).toMatchObject({ status: 200, text: metrics });
    expect(await ask(orders)).toMatchObject({ status: 200, text: orders });
    expect(isCommitted).toBe(false);
    for (const { end } of pauses) end();
    expect(await commit).toMatchObject({ status: 200, text: orders });
    expect(pauses).toHaveLength(1);
  });
});
