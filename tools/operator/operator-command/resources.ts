import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import type { Dependency } from '../../../lib/contract/service.ts';
import { serviceName } from '../../../lib/contract/service.ts';
import { isAwsOutage, isRetryableAwsFailure } from '../../../lib/platform/aws/aws-failure.ts';
import { type AwsConnection, awsClientOptions } from '../../../lib/platform/aws/client-options.ts';
import { createDependencyPolicy } from '../../../lib/platform/resilience/dependency-policy.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { noLocalService, notLocalService } from '../../command-line/local-service.ts';
import type { Target } from './target.ts';

/** The policy of AWS calls: more patient than in a request, because only the operator waits. */
export const operatorPolicy = (name: Dependency) =>
  createDependencyPolicy({
    name,
    isFailure: isAwsOutage,
    isRetryable: isRetryableAwsFailure,
    tryTimeoutMs: 5_000,
    retry: { maxAttempts: 5, budget: { callsPerRetry: 1 } },
  });

/** Tables and event bus of a service. */
export interface Resources {
  readonly region: string;
  readonly dynamodbEndpoint?: string;
  readonly eventbridgeEndpoint?: string;
  readonly ordersTable: string;
  readonly eventsTable: string;
  readonly metricsTable: string;
  readonly eventBus: string;
  /** Address of the payment gateway; that of Stripe unless given. */
  readonly paymentGatewayUrl?: string;
  /** The secret with the key of the payment gateway; absent for the local service, whose simulator takes any key. */
  readonly paymentSecretArn?: string | undefined;
}

const localAnswerSchema = z.object({
  dynamodbEndpoint: z.string(),
  eventbridgeEndpoint: z.string(),
  ordersTable: z.string(),
  eventsTable: z.string(),
  metricsTable: z.string(),
  eventBus: z.string(),
  paymentGatewayUrl: z.string(),
});

/**
 * Gets the resources of the local service.
 * @throws {CommandError} when the local service does not run.
 */
export const localResources = async (url: string): Promise<Resources> => {
  const answer = await fetch(`${url}/local/resources`).catch(() => {
    throw noLocalService(url);
  });
  const { success, data } = localAnswerSchema.safeParse(await answer.json().catch(() => undefined));
  if (!success) throw notLocalService(url);
  // The local cloud ignores the region.
  return { region: 'us-east-1', ...data };
};

/**
 * Looks up the resources of a deployed stage.
 * @throws {CommandError} when the stage does not exist or cannot be read.
 */
export const stageResources = async (stage: string, connection: AwsConnection): Promise<Resources> => {
  const StackName = `${serviceName}-${stage}-data`;
  const client = new CloudFormationClient({ ...awsClientOptions(connection), maxAttempts: 3 });
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const outputs = new Map(
      Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    );
    const ordersTable = outputs.get('OrdersTableName');
    const eventsTable = outputs.get('EventsTableName');
    const metricsTable = outputs.get('MetricsTableName');
    const eventBus = outputs.get('EventBusName');
    const paymentSecretArn = outputs.get('PaymentSecretArn');
    if (ordersTable && eventsTable && metricsTable && eventBus)
      return {
        region: connection.region,
        ordersTable,
        eventsTable,
        metricsTable,
        eventBus,
        paymentSecretArn,
      };
    throw new CommandError(
      `The stack ${StackName} has no outputs for its tables and its bus; deploy it again.`,
    );
  } catch (error) {
    if (error instanceof CommandError) throw error;
    const { message } = error as Error;
    throw new CommandError(`Failed to read the stack ${StackName} in ${connection.region}: ${message}`);
  } finally {
    client.destroy();
  }
};

/**
 * Finds the resources of a local or deployed service. Sets placeholder credentials for a local service, which accepts
 * any, because the SDK requires some.
 * @throws {CommandError} when the service cannot be found.
 */
export const findResources = async (target: Target): Promise<Resources> => {
  if ('stage' in target) return stageResources(target.stage, { region: target.region });
  process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
  return localResources(target.url);
};
