import { inspect } from 'node:util';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awsClientOptions } from '../../../../lib/platform/aws/client-options.ts';
import { guardClient } from '../../../../lib/platform/aws/guarded-client.ts';
import { createSecretsManagerSecret } from '../../../../lib/platform/secrets/secret.ts';
import { aCall } from '../../../builders/a-call.ts';
import { directPolicy } from '../../../doubles/direct-policy.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

type Answer = readonly [status: number, body: unknown] | 'hang';

const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:payment-AbCdEf';
const options = aCall();
const value = (text: string): Answer => [200, { ARN: arn, SecretString: text }];
const denied: Answer = [400, { __type: 'AccessDeniedException', message: 'no' }];
const down: Answer = [500, { __type: 'InternalServiceError' }];

describe('createSecretsManagerSecret', () => {
  let now = 0;
  let stop = async () => {};
  beforeEach(() => {
    now = 0;
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  });
  afterEach(async () => {
    await stop();
    vi.unstubAllEnvs();
  });

  /** A secret whose store answers so, one after the other, and as at last from then on. */
  const secretBehind = async (...answers: readonly Answer[]) => {
    const rest = [...answers];
    const asked: string[] = [];
    const server = await startScriptedServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      asked.push(`${request.headers['x-amz-target']} ${body}`);
      const answer = (rest.length > 1 ? rest.shift() : rest[0]) ?? 'hang';
      if (answer === 'hang') return;
      response.writeHead(answer[0], { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(answer[1]));
    });
    const sdk = new SecretsManagerClient(
      awsClientOptions({ region: 'us-east-1', endpoint: server.endpoint }),
    );
    const client = guardClient(sdk, directPolicy);
    stop = async () => {
      sdk.destroy();
      await server.stop();
    };
    return { secret: createSecretsManagerSecret({ client, arn, now: () => now }), asked, server };
  };

  it('asks for the secret by its ARN', async () => {
    const { secret, asked } = await secretBehind(value('sk_live_1'));
    expect(await secret(options)).toBe('sk_live_1');
    const request = JSON.stringify({ SecretId: arn, VersionStage: 'AWSCURRENT' });
    expect(asked).toEqual([`secretsmanager.GetSecretValue ${request}`]);
  });

  it('asks again only after five minutes, and then has the new value', async () => {
    const { secret, asked } = await secretBehind(value('sk_live_1'), value('sk_live_2'));
    await secret(options);
    now = 299_999;
    expect(await secret(options)).toBe('sk_live_1');
    expect(asked).toHaveLength(1);
    now = 300_000;
    expect(await secret(options)).toBe('sk_live_2');
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['is down', down],
    ['refuses', denied],
  ])('keeps its value while the store %s, and asks again 30 s later', async (_, answer) => {
    const { secret, asked } = await secretBehind(value('sk_live_1'), answer);
    await secret(options);
    now = 300_000;
    expect(await secret(options)).toBe('sk_live_1');
    const before = asked.length;
    now = 329_999;
    expect(await secret(options)).toBe('sk_live_1');
    expect(asked).toHaveLength(before);
    now = 330_000;
    expect(await secret(options)).toBe('sk_live_1');
    expect(asked.length).toBeGreaterThan(before);
  });

  describe('when its user rejects the value', () => {
    it('is read again at once', async () => {
      const { secret, asked } = await secretBehind(value('sk_live_1'), value('sk_live_2'));
      await secret(options);
      expect(await secret(options, 'sk_live_1')).toBe('sk_live_2');
      expect(await secret(options)).toBe('sk_live_2');
      expect(asked).toHaveLength(2);
    });

    it('is read again at most every ten seconds', async () => {
      const { secret, asked } = await secretBehind(value('sk_live_1'));
      await secret(options);
      for (now of [1, 5_000, 10_000]) expect(await secret(options, 'sk_live_1')).toBe('sk_live_1');
      expect(asked).toHaveLength(2);
      now = 10_001;
      await secret(options, 'sk_live_1');
      expect(asked).toHaveLength(3);
    });

    it('is read once for concurrent rejections', async () => {
      const { secret, asked } = await secretBehind(value('sk_live_1'), value('sk_live_2'));
      await secret(options);
      const values = await Promise.all([1, 2, 3].map(() => secret(options, 'sk_live_1')));
      expect(values).toEqual(['sk_live_2', 'sk_live_2', 'sk_live_2']);
      expect(asked).toHaveLength(2);
    });

    it('is not read again for a value that was replaced before', async () => {
      const { secret, asked } = await secretBehind(value('sk_live_2'));
      await secret(options);
      expect(await secret(options, 'sk_live_1')).toBe('sk_live_2');
      expect(asked).toHaveLength(1);
    });

    it('stays in use while the store is down', async () => {
      const { secret } = await secretBehind(value('sk_live_1'), down);
      await secret(options);
      expect(await secret(options, 'sk_live_1')).toBe('sk_live_1');
    });
  });

  describe('the previous value', () => {
    const absent: Answer = [400, { __type: 'ResourceNotFoundException' }];

    it('is the version from before the rotation, asked for once in five minutes', async () => {
      const { secret, asked } = await secretBehind(value('key-1'));
      expect([await secret.previous(options), await secret.previous(options)]).toEqual(['key-1', 'key-1']);
      const request = JSON.stringify({ SecretId: arn, VersionStage: 'AWSPREVIOUS' });
      expect(asked).toEqual([`secretsmanager.GetSecretValue ${request}`]);
    });

    it('is undefined before the first rotation, which is remembered', async () => {
      const { secret, asked } = await secretBehind(absent);
      expect([await secret.previous(options), await secret.previous(options)]).toEqual([
        undefined,
        undefined,
      ]);
      expect(asked).toHaveLength(1);
    });

    it('is asked for again after the value has changed', async () => {
      const { secret } = await secretBehind(value('key-1'), absent, value('key-2'), value('key-1'));
      await secret(options);
      expect(await secret.previous(options)).toBeUndefined();
      expect(await secret(options, 'key-1')).toBe('key-2');
      expect(await secret.previous(options)).toBe('key-1');
    });

    it('is SYS-002 while the store is down', async () => {
      const { secret } = await secretBehind(down);
      await expect(secret.previous(options)).rejects.toMatchObject({ code: 'SYS-002' });
    });
  });

  it('answers SYS-002 while the store is down and there is no value yet', async () => {
    const { secret } = await secretBehind(down);
    await expect(secret(options)).rejects.toMatchObject({ code: 'SYS-002' });
  });

  it('has the value once the store is back', async () => {
    const { secret } = await secretBehind(down, down, down, value('sk_live_1'));
    await secret(options).catch(() => {});
    await vi.waitUntil(async () => (await secret(options).catch(() => '')) === 'sk_live_1');
  });

  it('ends at once when its caller aborts, and leaves no socket', async () => {
    const { secret, server } = await secretBehind('hang');
    const caller = new AbortController();
    const call = secret(aCall({ signal: caller.signal }));
    await vi.waitUntil(() => server.openSockets() === 1);
    caller.abort();
    await expect(call).rejects.toMatchObject({ code: 'SYS-003' });
    await vi.waitUntil(() => server.openSockets() === 0);
  });

  it.each<[string, Answer, RegExp]>([
    ['may not read it', denied, /cannot be read/],
    ['does not find it', [400, { __type: 'ResourceNotFoundException' }], /cannot be read/],
    ['finds bytes', [200, { ARN: arn, SecretBinary: 'c2tfbGl2ZV8x' }], /no text/],
    ['finds nothing in it', value(''), /no text/],
  ])('names the secret and not its value when it %s', async (_, answer, message) => {
    const { secret } = await secretBehind(answer);
    const failure: unknown = await secret(options).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({
      name: 'SecretError',
      message: expect.stringMatching(message),
    });
    expect((failure as Error).message).toContain(arn);
    expect(inspect(failure, { depth: 20 })).not.toMatch(/sk_live|c2tfbGl2ZV8x/);
  });
});
