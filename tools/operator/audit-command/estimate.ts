import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { CustomerTables } from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import type { DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { listPrices } from '../../cost/list-prices.ts';
import { unitBytes } from './read-meter.ts';

export const dollarsOf = (units: number): number => units * listPrices.readUnit.dollars;

/** A sum that may be far below a cent. */
export const dollarText = (dollars: number): string =>
  dollars < 0.01 ? 'less than $0.01' : `$${dollars.toFixed(2)}`;

export interface TableSize {
  readonly items: number;
  readonly bytes: number;
}

/** Expected reads of an audit. */
export interface Estimate {
  readonly orders: TableSize;
  readonly events: TableSize;
  readonly units: number;
}

/** The size of a table; DynamoDB counts it every six hours. */
const sizeOf = async ({ client, tableName }: DynamoTable, options: CallOptions): Promise<TableSize> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }), options);
  return { items: Table?.ItemCount ?? 0, bytes: Table?.TableSizeBytes ?? 0 };
};

/** Both tables once, and the items of each order once more, in a read of its own. */
export const estimateAudit = async (tables: CustomerTables, options: CallOptions): Promise<Estimate> => {
  const [orders, events] = await Promise.all([
    sizeOf(tables.orders, options),
    sizeOf(tables.events, options),
  ]);
  // An order has a cursor and at least one item of events.
  const ordersAtMost = Math.ceil(events.items / 2);
  const units = Math.ceil((2 * orders.bytes + events.bytes) / unitBytes) + ordersAtMost;
  return { orders, events, units };
};

const sizeText = (name: string, { items, bytes }: TableSize): string =>
  `${name}: ${items.toLocaleString('en')} items, ${(bytes / 1_048_576).toFixed(1)} MB`;

export const estimateText = ({ orders, events, units }: Estimate, unitsPerSecond: number): string =>
  [
    `${sizeText('Orders table', orders)}. ${sizeText('Events table', events)}.`,
    `About ${units.toLocaleString('en')} read units: ${dollarText(dollarsOf(units))} on demand at the list price of us-east-1, in at` +
      ` least ${Math.ceil(units / unitsPerSecond).toLocaleString('en')} s.`,
  ].join('\n');
