import { describe, expect, it } from 'vitest';
import { createDependencyPolicy } from '../../../../lib/platform/resilience/dependency-policy.ts';
import { createSecret } from '../../../../lib/platform/secrets/secret.ts';
import { aCall } from '../../../builders/a-call.ts';

const options = aCall();
const region = 'us-east-1';
const policy = () =>
  createDependencyPolicy({ name: 'secrets-manager', isFailure: () => false, tryTimeoutMs: 1_000 });

describe('createSecret', () => {
  it('returns a given value without a call to Secrets Manager', async () => {
    const secret = createSecret({
      value: 'sk_test_1',
      arn: 'arn:of:nothing',
      region,
      now: Date.now,
      policy: () => {
        throw new Error('unexpected call');
      },
    });
    expect(await secret(options)).toBe('sk_test_1');
    expect(await secret.previous(options)).toBeUndefined();
  });

  it('has the previous value that is given with it', async () => {
    const secret = createSecret({ value: 'key-2', previousValue: 'key-1', region, now: Date.now, policy });
    expect([await secret(options), await secret.previous(options)]).toEqual(['key-2', 'key-1']);
  });

  it('asks for an ARN where there is no value', async () => {
    const endpoint = 'http://127.0.0.1:1';
    const secret = createSecret({ arn: 'arn:of:a-secret', region, endpoint, now: Date.now, policy });
    await expect(secret(aCall({ signal: AbortSignal.abort() }))).rejects.toMatchObject({ code: 'SYS-003' });
  });

  it('refuses settings without value and ARN', () => {
    expect(() => createSecret({ region, now: Date.now, policy })).toThrow(/value or an ARN/);
  });
});
