import { canaryDetailType, eventSource } from '../../../lib/contract/events/bus-event.ts';
import { envelopeSchemas } from '../../../lib/contract/events/event-schema.ts';
import {
  type OrderEventSchema,
  orderEventSchemas,
  orderFacts,
} from '../../../lib/contract/events/order-event-schemas.ts';
import { tableRow } from '../table-row.ts';

const inEveryEvent = Object.keys(orderFacts);

const eventRow = ({ shape, description = '' }: OrderEventSchema): string => {
  const type = shape.type.value;
  const own = Object.keys(shape.data.shape).filter((name) => !inEveryEvent.includes(name));
  return tableRow([
    `\`${type}\``,
    description,
    own.map((name) => `\`${name}\``).join(', '),
    `[schema](${type}.schema.json), [example](${type}.example.json)`,
  ]);
};

const fieldRow = ([name, { description = '' }]: [string, { description?: string | undefined }]): string =>
  tableRow([`\`${name}\``, description]);

/** Fields of the data, each once, in the order in which the types bring them in. */
const dataFields = Object.entries(
  Object.assign({}, ...orderEventSchemas.map(({ shape }) => shape.data.shape)) as typeof orderFacts,
);

/** docs/events/README.md: every event and how to consume it. */
export const eventsReference = (): string =>
  [
    '<!-- Written by `npm run generate` from lib/contract/events/. Do not edit. -->',
    '# Events',
    '',
    `Every transition of an order is published on the service's EventBridge bus, with \`source\` \`${eventSource}\` and the`,
    "event's type as `detail-type`.",
    '',
    `| type | when | fields of \`data\` besides ${inEveryEvent.map((name) => `\`${name}\``).join(', ')} | |`,
    '| --- | --- | --- | --- |',
    ...orderEventSchemas.map(eventRow),
    '',
    '## Fields',
    '',
    'Each `detail` has `type`, `data` and:',
    '',
    '| field | |',
    '| --- | --- |',
    ...Object.entries(envelopeSchemas).map(fieldRow),
    '',
    '`data` has:',
    '',
    '| field | |',
    '| --- | --- |',
    ...dataFields.map(fieldRow),
    '',
    'Times are RFC 3339 in UTC. Events contain the id and type of a customer, and no other personal data.',
    '',
    '## How to consume them',
    '',
    '- **Expect repeats.** An event is delivered at least once. Store its `eventId` in the transaction of its effect,',
    '  and drop an event whose `eventId` is there. Do not use the `id` of the EventBridge envelope: a repeated',
    '  publication has a new one.',
    '- **Expect disorder.** The events of an order have the versions 1, 2, 3 and so on without a gap, one transition each,',
    '  and are published in that order; EventBridge may still deliver them in another. Keep the latest `orderVersion`',
    '  per order: a lower version is late, a version more than one above it is early. Events of different orders have no order.',
    '- **Use `occurredAt`**, not by the `time` of the EventBridge envelope, which is the same moment in whole seconds.',
    `- **Match \`detail-type\` with the prefix \`order.\`**, not the source alone: each minute the service sends a`,
    `  \`${canaryDetailType}\` over the same bus to check delivery. This event is internal and may change.`,
    '- **Ignore unknown types, fields and values.** New types, new fields and new values of text fields come without notice. A field is',
    '  never removed or given another meaning within a `schemaVersion`.',
    '',
  ].join('\n');
