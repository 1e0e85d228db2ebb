import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import type { Dependency } from '../../../lib/contract/service.ts';
import { serviceName } from '../../../lib/contract/service.ts';
import { isAwsOutage, isRetryableAwsFailure } from '../../../lib/platform/aws/aws-failure.ts';
import { type AwsConnection, awsClientOptions } from '../../../lib/platform/aws/client-options.ts';
import { createDependencyPolicy } from '../../../lib/platform/resilience/dependency-policy.ts';
import { CommandError } from '../../command-line/command-error.ts';
import type { Target } from './target.ts';

/** How a command calls AWS: an operator waits, and nobody else is held up. */
export const operatorPolicy = (name: Dependency) =>
  createDependencyPolicy({
    name,
    isFailure: isAwsOutage,
    isRetryable: isRetryableAwsFailure,
    tryTimeoutMs: 5_000,
    retry: { maxAttempts: 5, budget: { callsPerRetry: 1 } },
  });

/** Where a service keeps its data and publishes its events. */
export interface Resources {
  readonly region: string;
  readonly dynamodbEndpoint?: string;
  readonly eventbridgeEndpoint?: string;
  readonly eventsTable: string;
  readonly metricsTable: string;
  readonly eventBus: string;
}

const localAnswerSchema = z.object({
  dynamodbEndpoint: z.string(),
  eventbridgeEndpoint: z.string(),
  eventsTable: z.string(),
  metricsTable: z.string(),
  eventBus: z.string(),
});

/**
 * Asks the service on this machine for its resources.
 * @throws {CommandError} when it does not run.
 */
export const localResources = async (url: string): Promise<Resources> => {
  const answer = await fetch(`${url}/local/resources`).catch(() => {
    throw new CommandError(
      `No local service answers at ${url}. Start it with \`npm start\`, or name its address with --url.`,
    );
  });
  const { success, data } = localAnswerSchema.safeParse(await answer.json().catch(() => undefined));
  if (!success) throw new CommandError(`The server at ${url} is not the local service.`);
  // Whatever the region is, all of the local cloud is in it.
  return { region: 'us-east-1', ...data };
};

/**
 * Looks up the resources of a deployed stage.
 * @throws {CommandError} when there is no such stage, or it cannot be asked for.
 */
export const stageResources = async (stage: string, connection: AwsConnection): Promise<Resources> => {
  const StackName = `${serviceName}-${stage}-data`;
  const client = new CloudFormationClient({ ...awsClientOptions(connection), maxAttempts: 3 });
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const outputs = new Map(
      Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    );
    const [eventsTable, metricsTable, eventBus] = ['EventsTableName', 'MetricsTableName', 'EventBusName'].map(
      (name) => outputs.get(name),
    );
    if (eventsTable && metricsTable && eventBus)
      return { region: connection.region, eventsTable, metricsTable, eventBus };
    throw new CommandError(
      `The stack ${StackName} does not say where its tables and its bus are; deploy it again.`,
    );
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const { message } = error as Error;
    throw new CommandError(`The stack ${StackName} in ${connection.region} could not be read: ${message}`);
  } finally {
    client.destroy();
  }
};

/**
 * The resources of a service, wherever it runs. For a local one, credentials are made up: it takes any, and the SDK
 * does without none.
 * @throws {CommandError} when it cannot be found.
 */
export const findResources = async (target: Target): Promise<Resources> => {
  if ('stage' in target) return stageResources(target.stage, { region: target.region });
  process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
  return localResources(target.url);
};
