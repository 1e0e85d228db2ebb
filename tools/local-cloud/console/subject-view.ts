import type { AcceptedEvent } from '../event-bus/bus-journal.ts';
import { accessKeyOf } from '../iam/access-control.ts';
import type { ConsoleSources } from './console-sources.ts';
import { plainItem } from './database-actions.ts';
import { summarizeRequest } from './requests-view.ts';

/** Access key without a role: it may read everything. */
const developer = `AWS4-HMAC-SHA256 Credential=${accessKeyOf('')}/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0`;

const query = async (endpoint: string, table: string, keyName: string, partition: string) => {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.Query',
      authorization: developer,
      'x-amz-date': '20260101T000000Z',
    },
    body: JSON.stringify({
      TableName: table,
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': keyName },
      ExpressionAttributeValues: { ':pk': { S: partition } },
      ConsistentRead: true,
    }),
  });
  if (!answer.ok) throw new Error(`The database answered ${answer.status}: ${await answer.text()}`);
  const { Items = [] } = (await answer.json()) as { Items?: readonly unknown[] };
  return Items.map((item) => ({ table, item: plainItem(item) }));
};

/** Every look at a subject searches all events, and an event does not change. */
const eventTexts = new WeakMap<AcceptedEvent, string>();

const textOf = (accepted: AcceptedEvent): string => {
  const known = eventTexts.get(accepted);
  if (known !== undefined) return known;
  const text = JSON.stringify(accepted.event.detail);
  eventTexts.set(accepted, text);
  return text;
};

/** A thing with everything about it: stored items, events and requests; `undefined` without any of these. */
export const readSubject = async (id: string, sources: ConsoleSources): Promise<unknown> => {
  const { deployment, requests, events, dynamodbEndpoint, ledger } = sources;
  const { console: definition } = deployment;
  if (!definition) return undefined;
  const context = { definition, webhookPath: deployment.webhooks?.path };
  const stored = await Promise.all(
    Object.entries(definition.subject.partitions(id)).map(([table, partition]) =>
      query(dynamodbEndpoint, table, deployment.tables[table]?.partitionKey ?? '', partition),
    ),
  );
  const items = stored.flat();
  const itsEvents = events.list().filter((accepted) => textOf(accepted).includes(id));
  const itsRequests = requests
    .list()
    .map((request) => summarizeRequest(request, context))
    .filter(({ subject }) => subject === id);
  if (items.length + itsEvents.length + itsRequests.length === 0) return undefined;
  return {
    id,
    items,
    notice: definition.subject.notice?.(items.map(({ item }) => item)),
    attempts: definition.subject.attempts?.(items.map(({ item }) => item)) ?? [],
    ledger: ledger().filter(({ orderId }) => orderId === id),
    pendingPayment: definition.subject.pendingPayment(items.map(({ item }) => item)),
    events: itsEvents.map(({ at, event }) => ({ at, type: event['detail-type'], ...event.detail })),
    requests: itsRequests,
  };
};
