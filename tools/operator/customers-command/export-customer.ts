import {
  type CustomerTables,
  findReplies,
  type Item,
  listOrderIds,
  readStoredOrder,
  readSummary,
  type StoredOrder,
} from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import { eventsTable, ordersTable } from '../../../lib/contract/tables.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { counted, type Operator } from '../operator-command/operator.ts';
import { countedReplies } from './counted-replies.ts';

const placement = new Set<string>([
  ordersTable.partitionKey,
  ordersTable.timeToLiveAttribute,
  ...[ordersTable, eventsTable].flatMap(({ indexes }) =>
    Object.values(indexes).flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey]),
  ),
]);

/** An item without its places in the indexes. The sort key stays: it shows the kind of the item. */
const factsOf = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !placement.has(name)));

const orderFacts = ({ orderId, order, others, events }: StoredOrder) => ({
  orderId,
  order: order && factsOf(order),
  items: others.map(factsOf),
  events: events.map(factsOf),
});

/** A stored reply without secrets: a client secret would let its reader finish a payment. */
const replyFacts = (record: Item): Item => {
  const { response, expiresAt } = factsOf(record);
  return {
    expiresAt,
    response: JSON.parse(
      JSON.stringify(response).replace(/(\\"clientSecret\\":\\")[^"\\]*/g, '$1[redacted]'),
    ) as unknown,
  };
};

/** Prints an array of JSON, one element per line. @returns how many. */
const printArray = async (
  elements: AsyncIterable<unknown> | Iterable<unknown>,
  print: Operator['print'],
): Promise<number> => {
  let count = 0;
  for await (const element of elements) {
    print(`${count === 0 ? '' : ','}${JSON.stringify(element)}`);
    count += 1;
  }
  return count;
};

/**
 * Prints everything that is kept about a customer as one JSON document. It holds one order at a time in memory.
 * @throws {CommandError} when nothing is kept.
 */
export const exportCustomer = async (
  tables: CustomerTables,
  customerId: string,
  { print, report }: Operator,
  options: CallOptions,
): Promise<void> => {
  const ids = await listOrderIds(tables.orders, customerId, options);
  const summary = await readSummary(tables.orders, customerId, options);
  if (ids.length === 0 && summary.length === 0)
    throw new CommandError(`Nothing is kept about the customer ${JSON.stringify(customerId)}.`);
  async function* orders() {
    for (const id of ids) yield orderFacts(await readStoredOrder(tables, id, options));
  }
  async function* replies() {
    const about = { customerId, orderIds: new Set(ids) };
    for await (const record of findReplies(tables.orders, about, options)) yield replyFacts(record);
  }
  print(`{"customerId":${JSON.stringify(customerId)},"orders":[`);
  await printArray(orders(), print);
  print('],"summary":[');
  await printArray(summary.map(factsOf), print);
  print('],"replies":[');
  const found = await printArray(replies(), print);
  print(']}');
  const summaryCount = counted(summary.length, 'summary item');
  report(`${counted(ids.length, 'order')}, ${summaryCount}, ${countedReplies(found)}`);
};
