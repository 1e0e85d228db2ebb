import type { AwsConnection } from '../aws/client-options.ts';
import { resilientClient } from '../aws/resilient-client.ts';
import type { DependencyPolicy } from '../resilience/dependency-policy.ts';
import { createSecretsManagerClient } from './client.ts';
import { knownSecret, type SecretSource } from './secret-source.ts';
import { createSecretsManagerSecret } from './secrets-manager-secret.ts';

/** A secret's value itself, or the ARN under which Secrets Manager keeps it. */
export interface SecretOptions extends AwsConnection {
  readonly value?: string | undefined;
  readonly arn?: string | undefined;
  readonly now: () => number;
  /** Around the calls to Secrets Manager; asked for only when there are any. */
  readonly policy: () => DependencyPolicy;
}

/**
 * A secret from wherever the configuration says; its value wins.
 * @throws {Error} when it says neither.
 */
export const createSecret = ({ value, arn, now, policy, ...connection }: SecretOptions): SecretSource => {
  if (value !== undefined) return knownSecret(value);
  if (arn === undefined) throw new Error('a secret needs a value or an ARN');
  const client = resilientClient(createSecretsManagerClient(connection), policy());
  return createSecretsManagerSecret({ client, arn, now });
};
