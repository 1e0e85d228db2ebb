import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceError } from '../../contract/errors/service-error.ts';
import { callAws } from '../aws/aws-failure.ts';
import type { SecretSource } from './secret-source.ts';

export interface SecretsManagerSecretOptions {
  readonly client: SecretsManagerClient;
  readonly arn: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly maxAgeMs?: number;
}

interface CachedValue {
  readonly value: string;
  readonly freshUntil: number;
}

/** A secret that cannot be used as it is set up; trying again does not help. */
export class SecretError extends Error {
  constructor(arn: string, problem: string, cause?: unknown) {
    super(`secret ${arn} ${problem}`, { cause });
    this.name = 'SecretError';
  }
}

const fiveMinutesMs = 300_000;

/** Pause after a store that did not answer. */
const askAgainMs = 30_000;

/**
 * A secret that Secrets Manager keeps as text. It is fetched when it is first needed, and again when it is
 * needed after `maxAgeMs`; when that fails, the value from before goes on being used.
 * @throws {SecretError} naming the secret, when it is not there, not readable or not text.
 */
export const createSecretsManagerSecret = ({
  client,
  arn,
  now,
  maxAgeMs = fiveMinutesMs,
}: SecretsManagerSecretOptions): SecretSource => {
  let cached: CachedValue | undefined;

  const fetchValue = async (signal: AbortSignal): Promise<string> => {
    try {
      const { SecretString: value } = await callAws('secrets-manager', signal, () =>
        client.send(new GetSecretValueCommand({ SecretId: arn }), { abortSignal: signal }),
      );
      if (!value) throw new SecretError(arn, 'holds no text');
      return value;
    } catch (error) {
      if (error instanceof ServiceError || error instanceof SecretError) throw error;
      throw new SecretError(arn, 'cannot be read', error);
    }
  };

  return async ({ signal }) => {
    const at = now();
    if (cached && at < cached.freshUntil) return cached.value;
    try {
      cached = { value: await fetchValue(signal), freshUntil: at + maxAgeMs };
    } catch (error) {
      if (!cached) throw error;
      cached = { ...cached, freshUntil: at + askAgainMs };
    }
    return cached.value;
  };
};
