import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createStripeClient } from '../../../../lib/adapters/stripe/stripe-client.ts';
import { createStripePaymentGateway } from '../../../../lib/adapters/stripe/stripe-payment-gateway.ts';
import { dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import type { SecretSource } from '../../../../lib/platform/secrets/secret.ts';
import { aCall } from '../../../builders/a-call.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

const options = aCall();

describe('createStripePaymentGateway', () => {
  let stop = async () => {};
  afterEach(() => stop());

  /** A gateway that accepts one key, answers `status` to every other, and the keys that it was asked with. */
  const accepting = async (accepted: string, secretKey: SecretSource, status = 401) => {
    const keys: string[] = [];
    const reported: unknown[] = [];
    const server = await startScriptedServer((request, response) => {
      const key = request.headers.authorization?.replace('Bearer ', '') ?? '';
      keys.push(key);
      if (key === accepted) response.end(JSON.stringify({ id: 'pi_1', status: 'succeeded' }));
      else response.writeHead(status).end(JSON.stringify({ error: { type: 'invalid_request_error' } }));
    });
    stop = server.stop;
    const gateway = createStripePaymentGateway({
      client: createStripeClient({ apiBase: server.endpoint, timeoutMs: 1_000 }),
      secretKey,
      execute: (caller, call) => call(caller),
      onConfigurationError: (error) => reported.push(error),
      onRejection: () => {},
    });
    const confirm = () =>
      gateway.confirm({ key: 'k', intentId: 'pi_1', paymentMethod: 'pm_card_visa' }, options);
    return { confirm, keys, reported };
  };

  /** A secret whose cached value is old until it is read again. */
  const replaced =
    (old: string, current: string): SecretSource =>
    async (_, rejected) =>
      rejected === old ? current : old;

  it('reads a rejected key again and repeats the request with the new one', async () => {
    const { confirm, keys, reported } = await accepting('sk_new', replaced('sk_old', 'sk_new'));
    expect(await confirm()).toEqual({ status: 'succeeded' });
    expect(keys).toEqual(['sk_old', 'sk_new']);
    expect(reported).toEqual([]);
  });

  it.each([
    ['the secret still holds the rejected key', replaced('sk_old', 'sk_old'), ['sk_old']],
    ['the new key is rejected as well', replaced('sk_old', 'sk_bad'), ['sk_old', 'sk_bad']],
  ])('answers SYS-001 and reports it once when %s', async (_, secret, asked) => {
    const { confirm, keys, reported } = await accepting('sk_new', secret);
    await expect(confirm()).rejects.toMatchObject({ code: 'SYS-001' });
    expect(keys).toEqual(asked);
    expect(reported).toMatchObject([{ kind: 'configuration', facts: { status: 401 } }]);
  });

  it('reads no key again that lacks a permission', async () => {
    const { confirm, keys, reported } = await accepting('sk_new', replaced('sk_old', 'sk_new'), 403);
    await expect(confirm()).rejects.toMatchObject({ code: 'SYS-001' });
    expect(keys).toEqual(['sk_old']);
    expect(reported).toMatchObject([{ kind: 'configuration', facts: { status: 403 } }]);
  });

  it.each([
    ['{"key":"sk_test_1"}', 'is a JSON document'],
    ['sk_test_1\n', 'contains whitespace or a line break'],
    [' sk_test_1', 'contains whitespace or a line break'],
    ['pk_test_1', 'is a publishable key'],
    ['hunter2', 'is not a secret key'],
    ['', 'is not a secret key'],
  ])(
    'answers SYS-001 to the secret %j and reports the problem without the secret',
    async (value, problem) => {
      const { confirm, keys, reported } = await accepting('sk_new', async () => value);
      await expect(confirm()).rejects.toMatchObject({ code: 'SYS-001' });
      expect(keys).toEqual([]);
      expect(reported).toMatchObject([{ name: 'StripeKeyError', message: expect.stringContaining(problem) }]);
      expect(inspect(reported)).not.toMatch(/test_1|hunter2/);
    },
  );

  it('does not report an outage of Secrets Manager as a wrong key', async () => {
    const outage = dependencyUnavailable('secrets-manager', 1);
    const { confirm, reported } = await accepting('sk_new', () => Promise.reject(outage));
    await expect(confirm()).rejects.toBe(outage);
    expect(reported).toEqual([]);
  });
});
