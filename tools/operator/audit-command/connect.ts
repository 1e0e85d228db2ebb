import type { CustomerTables } from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import { createDocumentClient, createDynamoClient } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import type { LedgerEntry } from '../../audit/money-checks.ts';
import { findResources, operatorPolicy } from '../operator-command/resources.ts';
import type { Target } from '../operator-command/target.ts';
import type { Ledger } from './audit-tables.ts';
import type { ReadMeter } from './read-meter.ts';

/**
 * Connects to the tables of a service, for metered reads only.
 * @throws {CommandError} when the service cannot be found.
 */
export const connectTables = async (
  target: Target,
  { meter }: ReadMeter,
): Promise<CustomerTables & { readonly close: () => void }> => {
  const { region, dynamodbEndpoint, ordersTable, eventsTable } = await findResources(target);
  const documents = createDocumentClient({ region, endpoint: dynamodbEndpoint });
  const client = meter(createDynamoClient(documents, operatorPolicy('dynamodb')));
  return {
    orders: { client, tableName: ordersTable },
    events: { client, tableName: eventsTable },
    close: () => documents.destroy(),
  };
};

const isEntry = (value: unknown): value is LedgerEntry =>
  typeof value === 'object' && value !== null && 'type' in value && 'orderId' in value && 'amount' in value;

/** The ledger of the payment simulator; `undefined` for a local service with another payment gateway. */
export const localLedger = async (url: string): Promise<(() => Promise<Ledger>) | undefined> => {
  const read = async (): Promise<Ledger | undefined> => {
    const answer = await fetch(`${url}/local/payments`);
    const body: unknown = answer.ok ? await answer.json() : undefined;
    const items = typeof body === 'object' && body !== null && 'items' in body ? body.items : undefined;
    if (!Array.isArray(items)) return undefined;
    return Map.groupBy(items.filter(isEntry), ({ orderId }) => orderId ?? '');
  };
  return (await read()) ? async () => (await read()) ?? new Map() : undefined;
};
