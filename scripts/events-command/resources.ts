import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { type AwsConnection, awsClientOptions } from '../../lib/adapters/aws/client-options.ts';
import { serviceName } from '../../lib/contract/service.ts';
import { EventsCommandError } from './events-command-error.ts';

/** Where events are stored and published. */
export interface EventResources {
  readonly region: string;
  readonly dynamodbEndpoint?: string;
  readonly eventbridgeEndpoint?: string;
  readonly eventsTable: string;
  readonly eventBus: string;
}

const localAnswerSchema = z.object({
  dynamodbEndpoint: z.string(),
  eventbridgeEndpoint: z.string(),
  eventsTable: z.string(),
  eventBus: z.string(),
});

/**
 * Asks the service on this machine for its resources.
 * @throws {EventsCommandError} when it does not run.
 */
export const localResources = async (url: string): Promise<EventResources> => {
  const answer = await fetch(`${url}/local/resources`).catch(() => {
    throw new EventsCommandError(
      `No local service answers at ${url}. Start it with \`npm start\`, or name its address with --url.`,
    );
  });
  const { success, data } = localAnswerSchema.safeParse(await answer.json().catch(() => undefined));
  if (!success) throw new EventsCommandError(`What answers at ${url} is not the local service.`);
  // Whatever the region is, all of the local cloud is in it.
  return { region: 'us-east-1', ...data };
};

/**
 * Looks up the resources of a deployed stage.
 * @throws {EventsCommandError} when there is no such stage, or it cannot be asked for.
 */
export const stageResources = async (stage: string, connection: AwsConnection): Promise<EventResources> => {
  const StackName = `${serviceName}-${stage}-data`;
  const client = new CloudFormationClient({ ...awsClientOptions(connection), maxAttempts: 3 });
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const outputs = new Map(
      Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
    );
    const [eventsTable, eventBus] = [outputs.get('EventsTableName'), outputs.get('EventBusName')];
    if (eventsTable && eventBus) return { region: connection.region, eventsTable, eventBus };
    throw new EventsCommandError(
      `The stack ${StackName} does not say where its events are; deploy it again.`,
    );
  } catch (error) {
    if (error instanceof EventsCommandError) throw error;
    const { message } = error as Error;
    throw new EventsCommandError(
      `The stack ${StackName} in ${connection.region} could not be read: ${message}`,
    );
  } finally {
    client.destroy();
  }
};
