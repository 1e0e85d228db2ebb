import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceError } from '../../contract/errors/factories.ts';
import { callAws } from '../aws/aws-failure.ts';
import { type AwsConnection, awsClientOptions, withoutDispensable } from '../aws/client-options.ts';
import { type GuardedClient, guardClient } from '../aws/guarded-client.ts';
import type { CallOptions } from '../call-options.ts';
import type { Clock } from '../ports.ts';
import type { DependencyPolicy } from '../resilience/dependency-policy.ts';
import { createRefreshed } from './refreshed.ts';

/**
 * Gives a secret's present value. Ask each time that it is needed; where it costs a call it is cached.
 * @param rejected a value that its user rejected, as after a rotation: the secret is read again, at a bounded rate.
 * @throws {ServiceError} SYS-002 or SYS-003 when it cannot be had now.
 */
export type SecretSource = (options: CallOptions, rejected?: string) => Promise<string>;

/** A secret that remembers its value from before the last rotation. */
export interface RotatedSecret extends SecretSource {
  /** `undefined` when the secret was never rotated. */
  readonly previous: (options: CallOptions) => Promise<string | undefined>;
}

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

const fiveMinutesMs = 300_000;

/** Labels of Secrets Manager for the versions of a secret. */
type VersionStage = 'AWSCURRENT' | 'AWSPREVIOUS';

const isAbsent = (error: unknown): boolean =>
  (error as Error | undefined)?.name === 'ResourceNotFoundException';

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
}: SecretsManagerSecretOptions): RotatedSecret => {
  const fetchVersion = async (stage: VersionStage, options: CallOptions): Promise<string> => {
    const command = new GetSecretValueCommand({ SecretId: arn, VersionStage: stage });
    try {
      const { SecretString: value } = await callAws('secrets-manager', options.signal, () =>
        client.send(command, options),
      );
      if (!value) throw new SecretError(arn, 'holds no text');
      return value;
    } catch (error) {
      if (error instanceof ServiceError || error instanceof SecretError) throw error;
      throw new SecretError(arn, 'cannot be read', error);
    }
  };

  const createPrevious = () =>
    createRefreshed(
      (options) =>
        fetchVersion('AWSPREVIOUS', options).catch((error: unknown) => {
          if (error instanceof SecretError && isAbsent(error.cause)) return undefined;
          throw error;
        }),
      { now, maxAgeMs },
    );

  const current = createRefreshed((options) => fetchVersion('AWSCURRENT', options), { now, maxAgeMs });
  let known: string | undefined;
  let previous = createPrevious();

  const secret: SecretSource = async (options, rejected) => {
    const value = await current(options, rejected);
    // After a rotation, what was the previous value is so no longer.
    if (value !== known) previous = createPrevious();
    known = value;
    return value;
  };
  return Object.assign(secret, { previous: (options: CallOptions) => previous(options) });
};

/** A secret's value itself, or the ARN under which Secrets Manager keeps it. */
export interface SecretOptions extends AwsConnection {
  readonly value?: string | undefined;
  /** The value from before the last rotation, where the value itself is given. */
  readonly previousValue?: string | undefined;
  readonly arn?: string | undefined;
  readonly now: Clock;
  /** Around the calls to Secrets Manager; asked for only when there are any. */
  readonly policy: () => DependencyPolicy;
}

/**
 * A secret from wherever the configuration says; its value wins.
 * @throws {Error} when it says neither.
 */
export const createSecret = ({
  value,
  previousValue,
  arn,
  now,
  policy,
  ...connection
}: SecretOptions): RotatedSecret => {
  if (value !== undefined) {
    return Object.assign(async () => value, { previous: async () => previousValue });
  }
  if (arn === undefined) throw new Error('a secret needs a value or an ARN');
  const client = guardClient(
    withoutDispensable(new SecretsManagerClient(awsClientOptions(connection))),
    policy(),
    {
      isComplete: (_, answer) => 'ARN' in answer,
    },
  );
  return createSecretsManagerSecret({ client, arn, now });
};
