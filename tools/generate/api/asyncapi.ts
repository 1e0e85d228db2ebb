import { eventSource } from '../../../lib/contract/events/bus-event.ts';
import {
  type OrderEventSchema,
  orderEventSchemas,
} from '../../../lib/contract/events/order-event-schemas.ts';
import { deliveredExample } from '../events/examples.ts';
import { eventJsonSchema } from '../events/json-schema.ts';

const typeOf = ({ shape }: OrderEventSchema) => shape.type.value;

/** `order.refund-failed` → `orderRefundFailed`. */
const messageName = (schema: OrderEventSchema): string =>
  typeOf(schema).replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase());

const messageOf = (schema: OrderEventSchema) => {
  const type = typeOf(schema);
  const { $schema: _, $id: __, ...payload } = eventJsonSchema(schema);
  return {
    name: type,
    title: type,
    summary: schema.description,
    contentType: 'application/json',
    payload,
    examples: [{ name: type, payload: deliveredExample(type) }],
  };
};

const everyMessage = (at: string) =>
  orderEventSchemas.map(
    (schema) => [messageName(schema), { $ref: `#/${at}/${messageName(schema)}` }] as const,
  );

/** The document of the events on the bus, as docs/asyncapi.json has it; schemas and examples are those of docs/events/. */
export const asyncApiDocument = () => ({
  asyncapi: '3.0.0',
  info: {
    title: 'Order Service: events',
    version: '1.0.0',
    description:
      'Events of orders on the EventBridge bus of the service. An event is delivered at least once, and events of one order can arrive in another order than they happened: docs/events/README.md states how to consume them.',
  },
  defaultContentType: 'application/json',
  channels: {
    orderEvents: {
      address: `${eventSource}-{stage}`,
      title: 'Bus of the service',
      description: `EventBridge bus. Match \`source\` \`${eventSource}\` and a \`detail-type\` with the prefix \`order.\`.`,
      parameters: { stage: { description: 'Name of the deployed stage, such as `prod`.' } },
      messages: Object.fromEntries(everyMessage('components/messages')),
    },
  },
  operations: {
    publishOrderEvents: {
      action: 'send',
      title: 'Publish events of orders',
      summary: 'The service publishes every transition of an order.',
      channel: { $ref: '#/channels/orderEvents' },
      messages: everyMessage('channels/orderEvents/messages').map(([, reference]) => reference),
    },
  },
  components: {
    messages: Object.fromEntries(orderEventSchemas.map((schema) => [messageName(schema), messageOf(schema)])),
  },
});
