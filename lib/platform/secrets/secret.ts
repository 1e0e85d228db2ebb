import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceError } from '../../contract/errors/factories.ts';
import { callAws } from '../aws/aws-failure.ts';
import { type AwsConnection, awsClientOptions } from '../aws/client-options.ts';
import { type GuardedClient, guardClient } from '../aws/guarded-client.ts';
import type { CallOptions } from '../call-options.ts';
import type { Clock } from '../ports.ts';
import type { DependencyPolicy } from '../resilience/dependency-policy.ts';

/**
 * Gives a secret's present value. Ask each time that it is needed; where it costs a call it is cached.
 * @throws {ServiceError} SYS-002 or SYS-003 when it cannot be had now.
 */
export type SecretSource = (options: CallOptions) => Promise<string>;

/** A secret that cannot be used as it is set up; trying again does not help. */
export class SecretError extends Error {
  constructor(arn: string, problem: string, cause?: unknown) {
    super(`secret ${arn} ${problem}`, { cause });
    this.name = 'SecretError';
  }
}

export interface SecretsManagerSecretOptions {
  readonly client: GuardedClient<SecretsManagerClient>;
  readonly arn: string;
  readonly now: Clock;
  readonly maxAgeMs?: number;
}

interface CachedValue {
  readonly value: string;
  readonly freshUntil: number;
}

const fiveMinutesMs = 300_000;

/** Pause after a store that did not answer. */
const askAgainMs = 30_000;

/**
 * A secret that Secrets Manager keeps as text. It is fetched when it is first needed, and again when it is
 * needed after `maxAgeMs`; when that fails, the value from before goes on being used.
 * @throws {SecretError} naming the secret, when it does not exist, is not readable or is not text.
 */
export const createSecretsManagerSecret = ({
  client,
  arn,
  now,
  maxAgeMs = fiveMinutesMs,
}: SecretsManagerSecretOptions): SecretSource => {
  let cached: CachedValue | undefined;

  const fetchValue = async (options: CallOptions): Promise<string> => {
    try {
      const { SecretString: value } = await callAws('secrets-manager', options.signal, () =>
        client.send(new GetSecretValueCommand({ SecretId: arn }), options),
      );
      if (!value) throw new SecretError(arn, 'holds no text');
      return value;
    } catch (error) {
      if (error instanceof ServiceError || error instanceof SecretError) throw error;
      throw new SecretError(arn, 'cannot be read', error);
    }
  };

  return async (options) => {
    const at = now();
    if (cached && at < cached.freshUntil) return cached.value;
    try {
      cached = { value: await fetchValue(options), freshUntil: at + maxAgeMs };
    } catch (error) {
      if (!cached) throw error;
      cached = { ...cached, freshUntil: at + askAgainMs };
    }
    return cached.value;
  };
};

/** A secret's value itself, or the ARN under which Secrets Manager keeps it. */
export interface SecretOptions extends AwsConnection {
  readonly value?: string | undefined;
  readonly arn?: string | undefined;
  readonly now: Clock;
  /** Around the calls to Secrets Manager; asked for only when there are any. */
  readonly policy: () => DependencyPolicy;
}

/**
 * A secret from wherever the configuration says; its value wins.
 * @throws {Error} when it says neither.
 */
export const createSecret = ({ value, arn, now, policy, ...connection }: SecretOptions): SecretSource => {
  if (value !== undefined) return async () => value;
  if (arn === undefined) throw new Error('a secret needs a value or an ARN');
  const client = guardClient(new SecretsManagerClient(awsClientOptions(connection)), policy(), {
    isComplete: (_, answer) => 'ARN' in answer,
  });
  return createSecretsManagerSecret({ client, arn, now });
};
