import { isAwsOutage, isRetryableAwsFailure } from '../../lib/adapters/aws/aws-failure.ts';
import { resilientClient } from '../../lib/adapters/aws/resilient-client.ts';
import { createDocumentClient } from '../../lib/adapters/dynamodb/client.ts';
import { createDynamoEventHistory } from '../../lib/adapters/dynamodb/outbox/event-history.ts';
import { createDynamoEventOutbox } from '../../lib/adapters/dynamodb/outbox/event-outbox.ts';
import { createEventBridgeClient } from '../../lib/adapters/eventbridge/client.ts';
import { createEventBridgePublisher } from '../../lib/adapters/eventbridge/publisher.ts';
import type { Dependency } from '../../lib/contract/dependencies.ts';
import { createDependencyPolicy } from '../../lib/resilience/dependency-policy.ts';
import type { Target } from './command-line.ts';
import { localResources, stageResources } from './resources.ts';
import type { EventPorts } from './run-command.ts';

const policyOf = (name: Dependency) =>
  createDependencyPolicy({
    name,
    isFailure: isAwsOutage,
    isRetryable: isRetryableAwsFailure,
    tryTimeoutMs: 5_000,
    // An operator waits, and nobody else is held up.
    retry: { maxAttempts: 5, budget: { callsPerRetry: 1 } },
  });

/**
 * Connects to where a service keeps and publishes its events.
 * @throws {EventsCommandError} when it cannot be found.
 */
export const connect = async (target: Target): Promise<EventPorts & { readonly close: () => void }> => {
  const resources =
    'url' in target
      ? await localResources(target.url)
      : await stageResources(target.stage, { region: target.region });
  const { region, eventsTable, eventBus } = resources;
  const documents = createDocumentClient({ region, endpoint: resources.dynamodbEndpoint });
  const events = createEventBridgeClient({ region, endpoint: resources.eventbridgeEndpoint });
  const table = { client: resilientClient(documents, policyOf('dynamodb')), tableName: eventsTable };
  const bus = { client: resilientClient(events, policyOf('event-bus')), busName: eventBus };
  return {
    outbox: createDynamoEventOutbox(table),
    history: createDynamoEventHistory(table),
    publisher: createEventBridgePublisher({ bus }),
    close: () => {
      documents.destroy();
      events.destroy();
    },
  };
};
