import { beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseLayer } from '../../../../tools/local-cloud/dynamodb/database-layer.ts';
import { createTransactionTokens } from '../../../../tools/local-cloud/dynamodb/transaction-tokens.ts';
import { jsonResponse } from '../../../../tools/local-cloud/http/http-response.ts';

const minute = 60_000;
const put = (pk: string) => ({ Put: { TableName: 'orders', Item: { pk: { S: pk } } } });
const transactionOf = (token: unknown, pk = 'a') => ({ ClientRequestToken: token, TransactItems: [put(pk)] });

describe('createTransactionTokens', () => {
  let layer: DatabaseLayer;
  let now: number;
  /** The contents that reached the database. */
  let reached: unknown[];
  /** How the database answers from now on. */
  let answer: () => ReturnType<typeof jsonResponse> | Promise<never>;

  beforeEach(() => {
    now = 0;
    reached = [];
    answer = () => jsonResponse(200, { ConsumedCapacity: [{ TableName: 'orders', WriteCapacityUnits: 2 }] });
    layer = createTransactionTokens(() => now);
  });

  const send = async (content: unknown, operation = 'TransactWriteItems') => {
    const { status, body } = await layer({ operation, content }, async (forwarded = content) => {
      reached.push(forwarded);
      return answer();
    });
    const { __type: type, ...rest } = JSON.parse(String(body));
    return { status, ...(type ? { exception: type.replace(/.*#/, '') } : rest) };
  };

  it('executes a transaction with a new token, which the database does not get', async () => {
    expect(await send(transactionOf('once'))).toMatchObject({ status: 200 });
    expect(reached).toEqual([{ TransactItems: [put('a')] }]);
  });

  describe('when the transaction has succeeded', () => {
    beforeEach(() => send(transactionOf('once')));

    it('confirms a repeat at the price of a read, without executing it', async () => {
      expect(await send(transactionOf('once'))).toEqual({
        status: 200,
        ConsumedCapacity: [{ TableName: 'orders', ReadCapacityUnits: 2 }],
      });
      expect(reached).toHaveLength(1);
    });

    it('refuses its token for another transaction', async () => {
      expect(await send(transactionOf('once', 'b'))).toEqual({
        status: 400,
        exception: 'IdempotentParameterMismatchException',
      });
      expect(reached).toHaveLength(1);
    });

    it.each([9, 19])(
      'forgets a token after ten minutes, also with many tokens after %i minutes',
      async (later) => {
        now = later * minute;
        await send(transactionOf('twice'));
        now = 10 * minute;
        await send(transactionOf('thrice'));
        await send(transactionOf('once', 'b'));
        expect(reached).toHaveLength(4);
      },
    );

    it.each([1, 5, 9])('keeps a token for %i minutes, also with many later tokens', async (later) => {
      now = 9.5 * minute;
      await send(transactionOf('twice'));
      now = 10 * minute;
      await send(transactionOf('thrice'));
      now = (9.5 + later) * minute;
      await send(transactionOf('twice'));
      expect(reached).toHaveLength(3);
    });
  });

  it('refuses a repeat while the transaction is in progress', async () => {
    const answered = Promise.withResolvers<never>();
    answer = () => answered.promise;
    const first = send(transactionOf('once'));
    expect(await send(transactionOf('once'))).toEqual({
      status: 400,
      exception: 'TransactionInProgressException',
    });
    answered.resolve(jsonResponse(200, {}) as never);
    expect(await first).toEqual({ status: 200 });
  });

  it.each([
    ['was cancelled', () => jsonResponse(400, { __type: '#TransactionCanceledException' })],
    ['did not reach the database', () => Promise.reject(new Error('lost'))],
  ])('executes the repeat of a transaction that %s', async (_, failure) => {
    const succeed = answer;
    answer = failure;
    await send(transactionOf('once')).catch(() => {});
    answer = succeed;
    expect(await send(transactionOf('once'))).toMatchObject({ status: 200 });
    expect(reached).toHaveLength(2);
  });

  it.each([
    ['another operation', 'PutItem', put('a').Put],
    ['no JSON', 'TransactWriteItems', undefined],
    ['no token', 'TransactWriteItems', { TransactItems: [put('a')] }],
    ['a token that DynamoDB does not take', 'TransactWriteItems', transactionOf('x'.repeat(37))],
    ['a token that is no text', 'TransactWriteItems', transactionOf(1)],
  ])('leaves %s as it is', async (_, operation, content) => {
    await send(content, operation);
    await send(content, operation);
    expect(reached).toEqual([content, content]);
  });
});
