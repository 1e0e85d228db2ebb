import { setImmediate as tick } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createConflictLayer } from '../../../../../tools/local-cloud/dynamodb/conflicts/conflict-layer.ts';
import type { DatabaseLayer } from '../../../../../tools/local-cloud/dynamodb/database-layer.ts';
import { jsonResponse } from '../../../../../tools/local-cloud/http/http-response.ts';

const key = (pk: string) => ({ pk: { S: pk } });
const at = (pk: string) => ({ TableName: 'orders', Key: key(pk) });
const put = (pk: string, colour = 'green') => ({
  Put: { TableName: 'orders', Item: { ...key(pk), colour: { S: colour } } },
});
const transactionOf = (...items: readonly string[]) => ({ TransactItems: items.map((pk) => put(pk)) });

const done = { status: 200, exception: undefined, codes: undefined };
const canceled = (...codes: readonly string[]) => ({
  status: 400,
  exception: 'TransactionCanceledException',
  codes,
});
const refusedBy = (exception: string) => ({ status: 400, exception, codes: undefined });

describe('createConflictLayer', () => {
  let layer: DatabaseLayer;
  /** Ends the holding time of the transactions that have begun. */
  let release: () => void;
  /** How the database answers from now on. */
  let status: number;
  let reached: string[];

  beforeEach(() => {
    status = 200;
    reached = [];
    let held = Promise.withResolvers<void>();
    release = () => {
      held.resolve();
      held = Promise.withResolvers<void>();
    };
    layer = createConflictLayer({
      holdMs: 5,
      keyNamesOf: async () => ['pk'],
      pause: () => held.promise,
    });
  });

  const send = async (operation: string, request: unknown) => {
    const answer = await layer({ operation, content: request }, async () => {
      reached.push(operation);
      return jsonResponse(status, {});
    });
    const body = JSON.parse(String(answer.body));
    return {
      status: answer.status,
      exception: body.__type?.replace(/.*#/, ''),
      codes: body.CancellationReasons?.map(({ Code }: { Code: string }) => Code),
    };
  };

  /** Sends a transaction, and waits until it holds its items. */
  const begin = async (request: object) => {
    const ending = send('TransactWriteItems', request);
    await tick();
    return { ending };
  };

  describe('while a transaction holds an item', () => {
    it('refuses another transaction on it, with the conflict at its position', async () => {
      await begin(transactionOf('a', 'b'));
      expect(await send('TransactWriteItems', transactionOf('c', 'b', 'd'))).toEqual(
        canceled('None', 'TransactionConflict', 'None'),
      );
      expect(reached).toHaveLength(1);
    });

    it('holds the items of condition checks, updates and deletions, too', async () => {
      await begin({ TransactItems: [{ ConditionCheck: at('a') }, { Update: at('b') }, { Delete: at('c') }] });
      expect(await send('TransactWriteItems', transactionOf('a', 'b', 'c'))).toEqual(
        canceled('TransactionConflict', 'TransactionConflict', 'TransactionConflict'),
      );
    });

    it.each([
      ['PutItem', put('a').Put],
      ['UpdateItem', at('a')],
      ['DeleteItem', at('a')],
    ])('refuses %s on it', async (operation, request) => {
      await begin(transactionOf('a'));
      expect(await send(operation, request)).toEqual(refusedBy('TransactionConflictException'));
    });

    it('refuses TransactGetItems of it', async () => {
      await begin(transactionOf('a'));
      expect(await send('TransactGetItems', { TransactItems: [{ Get: at('b') }, { Get: at('a') }] })).toEqual(
        canceled('None', 'TransactionConflict'),
      );
    });

    it.each(['GetItem', 'Query', 'Scan', 'BatchGetItem'])('forwards %s', async (operation) => {
      await begin(transactionOf('a'));
      expect(await send(operation, at('a'))).toEqual(done);
    });

    it('lets writes of other items through, also under the same key in another table', async () => {
      await begin(transactionOf('a'));
      expect(await send('UpdateItem', at('b'))).toEqual(done);
      expect(await send('UpdateItem', { ...at('a'), TableName: 'events' })).toEqual(done);
      const other = await begin(transactionOf('c', 'd'));
      release();
      expect(await other.ending).toEqual(done);
    });
  });

  describe('once the transaction has ended', () => {
    it('answers it, and lets the next one begin', async () => {
      const first = await begin(transactionOf('a'));
      release();
      expect(await first.ending).toEqual(done);
      const second = await begin(transactionOf('a'));
      release();
      expect(await second.ending).toEqual(done);
    });

    it.each([
      ['is refused by the database', 400],
      ['fails', 500],
    ])('holds nothing any more when the transaction %s', async (_, refusal) => {
      status = refusal;
      const first = await begin(transactionOf('a'));
      release();
      expect(await first.ending).toMatchObject({ status: refusal });
      status = 200;
      expect(await send('UpdateItem', at('a'))).toEqual(done);
    });

    it('holds nothing any more when the database cannot be reached', async () => {
      const transaction = { operation: 'TransactWriteItems', content: transactionOf('a') };
      const lost = layer(transaction, () => Promise.reject(new Error('lost')));
      await expect(lost).rejects.toThrow('lost');
      expect(await send('UpdateItem', at('a'))).toEqual(done);
    });
  });

  describe('while a single write is under way', () => {
    const slowWrite = () => {
      const answered = Promise.withResolvers<void>();
      const ending = layer({ operation: 'UpdateItem', content: at('a') }, async () => {
        await answered.promise;
        return jsonResponse(200, {});
      });
      return { finish: answered.resolve, ending };
    };

    it('refuses no other write of the item', async () => {
      slowWrite();
      await tick();
      expect(await send('UpdateItem', at('a'))).toEqual(done);
      const transaction = await begin(transactionOf('a'));
      release();
      expect(await transaction.ending).toEqual(done);
    });

    it('refuses TransactGetItems of it until all writes of it have ended', async () => {
      const read = () => send('TransactGetItems', { TransactItems: [{ Get: at('a') }] });
      const [first, second] = [slowWrite(), slowWrite()];
      await tick();
      first.finish();
      await first.ending;
      expect(await read()).toEqual(canceled('TransactionConflict'));
      second.finish();
      await second.ending;
      expect(await read()).toEqual(done);
    });
  });

  it.each([
    ['no JSON', 'TransactWriteItems', undefined],
    ['no actions', 'TransactWriteItems', {}],
    ['nothing', 'PutItem', null],
  ])('forwards %s, which the database refuses', async (_, operation, content) => {
    const refused = jsonResponse(400, {});
    expect(await layer({ operation, content }, async () => refused)).toBe(refused);
  });
});
