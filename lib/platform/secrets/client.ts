import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type AwsConnection, awsClientOptions } from '../aws/client-options.ts';

/** A Secrets Manager client with the service's timeouts and retries. */
export const createSecretsManagerClient = (connection: AwsConnection): SecretsManagerClient =>
  new SecretsManagerClient(awsClientOptions(connection));
