import { describe, expect, it } from 'vitest';
import { callAws } from '../../../../lib/platform/aws/aws-failure.ts';

const failure = (facts: Record<string, unknown>) => Object.assign(new Error('from AWS'), facts);

const call = (thrown: unknown, signal = new AbortController().signal) =>
  callAws('dynamodb', signal, async () => {
    throw thrown;
  });

describe('callAws', () => {
  it('returns the answer of the call', async () => {
    const signal = new AbortController().signal;
    expect(await callAws('dynamodb', signal, async () => 7)).toBe(7);
  });

  it('is SYS-003 when the signal aborted the call, however it failed', async () => {
    for (const thrown of [failure({ name: 'AbortError' }), failure({ code: 'ECONNRESET' }), 'text']) {
      await expect(call(thrown, AbortSignal.abort())).rejects.toMatchObject({
        code: 'SYS-003',
        cause: thrown,
      });
    }
  });

  it.each([
    ['a request that timed out', { name: 'TimeoutError', code: 'ETIMEDOUT' }],
    ['throttling', { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } }],
    ['too much throughput', { name: 'ProvisionedThroughputExceededException' }],
    ['a failure inside', { name: 'InternalServerError', $metadata: { httpStatusCode: 500 } }],
    ['a gateway that answers HTML', { name: 'SyntaxError', $metadata: { httpStatusCode: 502 } }],
    ['a refused connection', { name: 'Error', code: 'ECONNREFUSED' }],
    ['a lost connection', { name: 'Error', code: 'ECONNRESET' }],
    ['a name that does not resolve', { name: 'Error', code: 'ENOTFOUND' }],
    [
      'a transaction that was throttled',
      { name: 'TransactionCanceledException', CancellationReasons: [{ Code: 'ThrottlingError' }] },
    ],
  ])('is SYS-002, to be tried again, on %s', async (_, facts) => {
    const thrown = failure(facts);
    await expect(call(thrown)).rejects.toMatchObject({
      code: 'SYS-002',
      retryAfterSeconds: 1,
      cause: { message: 'dynamodb is unavailable', cause: thrown },
    });
  });

  it.each([
    ['a failed condition', failure({ name: 'ConditionalCheckFailedException' })],
    [
      'a transaction with a failed condition',
      failure({
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'ConditionalCheckFailed' }],
      }),
    ],
    ['a single write in conflict', failure({ name: 'TransactionConflictException' })],
    ['a transaction in progress', failure({ name: 'TransactionInProgressException' })],
    [
      'a transaction in conflict',
      failure({
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
      }),
    ],
    ['a transaction without reasons', failure({ name: 'TransactionCanceledException' })],
    [
      'a call that makes no sense',
      failure({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } }),
    ],
    ['missing rights', failure({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } })],
    ['a mistake of our own', new TypeError('x is not a function')],
    ['a thrown text', 'text'],
    ['a thrown nothing', null],
  ])('passes on %s as it is', async (_, thrown) => {
    await expect(call(thrown)).rejects.toBe(thrown);
  });

  it('treats a call that throws at once as failed', async () => {
    const signal = new AbortController().signal;
    const throwing = () => {
      throw failure({ code: 'EPIPE' });
    };
    await expect(callAws('dynamodb', signal, throwing)).rejects.toMatchObject({ code: 'SYS-002' });
  });
});
