import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { isAwsOutage, isRetryableAwsFailure } from '../../lib/adapters/aws/aws-failure.ts';
import { awsClientOptions } from '../../lib/adapters/aws/client-options.ts';
import { resilientClient } from '../../lib/adapters/aws/resilient-client.ts';
import { createDocumentClient } from '../../lib/adapters/dynamodb/client.ts';
import { createDynamoMetricsStore } from '../../lib/adapters/dynamodb/metrics/metrics-store.ts';
import type { MetricsStore } from '../../lib/app/ports/metrics-store.ts';
import { serviceName } from '../../lib/contract/service.ts';
import { createDependencyPolicy } from '../../lib/resilience/dependency-policy.ts';
import type { Target } from './command-line.ts';
import { MetricsCommandError } from './metrics-command-error.ts';

interface MetricsTable {
  readonly region: string;
  readonly endpoint?: string;
  readonly tableName: string;
}

const localAnswer = z.object({ dynamodbEndpoint: z.string(), metricsTable: z.string() });

const localTable = async (url: string): Promise<MetricsTable> => {
  const answer = await fetch(`${url}/local/resources`).catch(() => {
    throw new MetricsCommandError(
      `No local service answers at ${url}. Start it with \`npm start\`, or name its address with --url.`,
    );
  });
  const { success, data } = localAnswer.safeParse(await answer.json().catch(() => undefined));
  if (!success) throw new MetricsCommandError(`What answers at ${url} is not the local service.`);
  return { region: 'us-east-1', endpoint: data.dynamodbEndpoint, tableName: data.metricsTable };
};

const stageTable = async (stage: string, region: string): Promise<MetricsTable> => {
  const StackName = `${serviceName}-${stage}-data`;
  const client = new CloudFormationClient({ ...awsClientOptions({ region }), maxAttempts: 3 });
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const output = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'MetricsTableName');
    if (output?.OutputValue) return { region, tableName: output.OutputValue };
  } catch (error) {
    throw new MetricsCommandError(
      `The stack ${StackName} in ${region} could not be read: ${(error as Error).message}`,
    );
  } finally {
    client.destroy();
  }
  throw new MetricsCommandError(
    `The stack ${StackName} does not say where its metrics are; deploy it again.`,
  );
};

/**
 * Connects to where a service keeps its totals.
 * @throws {MetricsCommandError} when it cannot be found.
 */
export const connectMetricsStore = async (
  target: Target,
): Promise<{ readonly store: MetricsStore; readonly close: () => void }> => {
  const { tableName, ...connection } =
    'url' in target ? await localTable(target.url) : await stageTable(target.stage, target.region);
  const documents = createDocumentClient(connection);
  const policy = createDependencyPolicy({
    name: 'dynamodb',
    isFailure: isAwsOutage,
    isRetryable: isRetryableAwsFailure,
    tryTimeoutMs: 5_000,
    retry: { maxAttempts: 5, budget: { callsPerRetry: 1 } },
  });
  const store = createDynamoMetricsStore({ client: resilientClient(documents, policy), tableName });
  return { store, close: () => documents.destroy() };
};
