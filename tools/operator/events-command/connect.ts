import { createDynamoEventOutbox } from '../../../lib/adapters/dynamodb/outbox/dynamo-event-outbox.ts';
import { createDynamoEventHistory } from '../../../lib/adapters/dynamodb/outbox/event-history.ts';
import {
  createEventBridgeClient,
  guardEventBridgeClient,
} from '../../../lib/adapters/eventbridge/event-bus.ts';
import { createEventBridgePublisher } from '../../../lib/adapters/eventbridge/eventbridge-publisher.ts';
import { createDocumentClient, createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { findResources, operatorPolicy } from '../operator-command/resources.ts';
import type { Target } from '../operator-command/target.ts';
import type { EventPorts } from './run-command.ts';

/**
 * Connects to the events table and the event bus of a service.
 * @throws {CommandError} when the service cannot be found.
 */
export const connect = async (target: Target): Promise<EventPorts & { readonly close: () => void }> => {
  const { region, eventsTable, eventBus, ...endpoints } = await findResources(target);
  const documents = createDocumentClient({ region, endpoint: endpoints.dynamodbEndpoint });
  const events = createEventBridgeClient({ region, endpoint: endpoints.eventbridgeEndpoint });
  const table = { client: createDynamoClient(documents, operatorPolicy('dynamodb')), tableName: eventsTable };
  const bus = { client: guardEventBridgeClient(events, operatorPolicy('event-bus')), busName: eventBus };
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
