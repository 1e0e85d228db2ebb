import { isDeepStrictEqual } from 'node:util';
import type { CustomerTables } from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import { fromEventItem, toEventItem } from '../../../lib/adapters/dynamodb/event-item.ts';
import {
  eventKey,
  orderKey,
  recordKey,
  reservationKey,
  stockKey,
} from '../../../lib/adapters/dynamodb/keys.ts';
import { fromReservationItem } from '../../../lib/adapters/dynamodb/order-items.ts';
import type { CompletedRecord } from '../../../lib/app/ports/idempotency-record.ts';
import { orderPartition } from '../../../lib/contract/tables.ts';
import type { EventCause } from '../../../lib/domain/order-event.ts';
import type { Reservation } from '../../../lib/domain/reservation.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { MalformedItemError } from '../../../lib/platform/dynamodb/parse-item.ts';
import {
  isAbsent,
  putIf,
  transactWrite,
  type WriteAction,
} from '../../../lib/platform/dynamodb/write-items.ts';
import { unitsTakenBy } from '../../audit/stock-checks.ts';
import { type Item, type StoredEvents, toStoredOrder } from '../../audit/stored-state.ts';
import { readPartition } from '../audit-command/read-partitions.ts';
import { counted } from '../operator-command/operator.ts';
import { type Mending, mendingOf } from './mend-plan.ts';
import type { CommandSettings } from './reindex.ts';
import type { StockBooks } from './stock-books.ts';
import { findTorn, isEventItem } from './torn-orders.ts';

export interface MendSettings extends CommandSettings {
  readonly correlationId: string;
}

const maxReads = 5;

const unitsText = (reservation: Reservation): string =>
  [...unitsTakenBy({ reservation })].map(([sku, units]) => `${units} ${sku}`).join(', ') || 'nothing';

/** The plan for what is left of an order that is not stored. */
const planForRemains = (
  items: readonly Item[],
  batches: readonly StoredEvents[],
  books: StockBooks,
): Mending => {
  const [item, ...others] = items;
  if (item?.['sk'] !== reservationKey('').sk || others.length > 0)
    return { kind: 'undecided', problem: `is not stored, and has ${items.map(({ sk }) => sk).join(', ')}` };
  const reservation = fromReservationItem(item);
  const hasTaken = books.hasTaken(reservation);
  if (hasTaken === undefined)
    return {
      kind: 'undecided',
      problem: `is not stored, and reserves ${unitsText(reservation)}, which may be in stock or not`,
    };
  return { kind: 'give-up', reservation, hasTaken, batches };
};

/** The plan for an order as it is now: `nothing` is stored of it, or it is not torn. One that changes while it is read is not torn. */
const planFor = async (
  tables: CustomerTables,
  orderId: string,
  cause: EventCause,
  books: StockBooks,
  options: CallOptions,
): Promise<Mending | 'nothing' | undefined> => {
  const key = orderPartition(orderId);
  for (let reads = 1; reads <= maxReads; reads += 1) {
    const items = await readPartition(tables.orders, key, options);
    const eventItems = (await readPartition(tables.events, key, options)).filter(isEventItem);
    if (!isDeepStrictEqual(await readPartition(tables.orders, key, options), items)) continue;
    try {
      if (items.length === 0 && eventItems.length === 0) return 'nothing';
      const stored = toStoredOrder(items, eventItems);
      const events = eventItems.map(
        (item): StoredEvents => ({ ...fromEventItem(item), isReceived: false, isQuarantined: false }),
      );
      return !stored && items.length > 0
        ? planForRemains(items, events, books)
        : mendingOf(stored, events, cause);
    } catch (error) {
      if (!(error instanceof MalformedItemError)) throw error;
      return { kind: 'undecided', problem: error.message };
    }
  }
  return undefined;
};

/** The plan for requests that were answered with an order of which nothing is stored. */
const planForAnswers = ({ length }: readonly CompletedRecord[]): Mending | undefined =>
  length === 0 ? undefined : { kind: 'remove', orderVersion: 0, batches: [] };

type GivingUp = Extract<Mending, { kind: 'give-up' }>;

/** Removes a reservation, and returns the units that it has taken to their stock items. */
const givingUp = (TableName: string, { reservation, hasTaken }: GivingUp): readonly WriteAction[] => [
  {
    Delete: {
      TableName,
      Key: reservationKey(reservation.orderId),
      ConditionExpression: '#state = :state AND updatedAt = :updatedAt',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': reservation.state, ':updatedAt': reservation.updatedAt },
    },
  },
  ...(hasTaken ? reservation.allocations : []).map(
    ({ sku, shard, quantity }): WriteAction => ({
      Update: {
        TableName,
        Key: stockKey(sku, shard),
        UpdateExpression: 'SET available = available + :units',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':units': quantity },
      },
    }),
  ),
];

/** Forgets an answer, so that its request is executed when its client repeats it. */
const forgetting = (TableName: string, { recordId, expiresAt }: CompletedRecord): WriteAction => ({
  Delete: {
    TableName,
    Key: recordKey(recordId),
    ConditionExpression: 'expiresAt = :expiresAt',
    ExpressionAttributeValues: { ':expiresAt': expiresAt },
  },
});

/** The writes of a plan. Their conditions hold for a torn order only, also during other writes. */
const writesOf = (
  { orders, events }: CustomerTables,
  orderId: string,
  mending: Exclude<Mending, { kind: 'undecided' }>,
  answers: readonly CompletedRecord[],
): readonly WriteAction[] => {
  const version =
    mending.kind === 'add'
      ? mending.batch.orderVersion
      : mending.kind === 'remove'
        ? mending.orderVersion
        : 0;
  const isUnchanged: WriteAction = {
    ConditionCheck: {
      TableName: orders.tableName,
      Key: orderKey(orderId),
      ...(version === 0
        ? isAbsent
        : {
            ConditionExpression: '#version = :version',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':version': version },
          }),
    },
  };
  if (mending.kind === 'add')
    return [isUnchanged, putIf(events.tableName, toEventItem(mending.batch), isAbsent)];
  const removals = mending.batches.map(
    ({ orderVersion }): WriteAction => ({
      Delete: { TableName: events.tableName, Key: eventKey(orderId, orderVersion) },
    }),
  );
  const forgotten = version === 0 ? answers.map((record) => forgetting(orders.tableName, record)) : [];
  const givenUp = mending.kind === 'give-up' ? givingUp(orders.tableName, mending) : [];
  return [isUnchanged, ...removals, ...forgotten, ...givenUp];
};

const textOf = (mending: Mending, answers: readonly CompletedRecord[]): string => {
  if (mending.kind === 'undecided') return mending.problem;
  if (mending.kind === 'give-up') {
    const { reservation, hasTaken } = mending;
    return `is not stored, and reserves ${unitsText(reservation)}, ${hasTaken ? 'which go back into stock' : 'which are in stock still'}`;
  }
  const batches = mending.kind === 'add' ? [mending.batch] : mending.batches;
  if (batches.length === 0) return `is not stored, and ${counted(answers.length, 'answer')} showed it`;
  const named = batches.map(
    ({ orderVersion, events }) => `${events.map(({ type }) => type).join(', ')} of version ${orderVersion}`,
  );
  return `${mending.kind === 'add' ? 'lacks' : 'does not have'} ${named.join('; ')}`;
};

const verbs = { add: 'added', remove: 'removed', 'give-up': 'given up' } as const;

/**
 * Makes orders and their events agree again, after their tables were restored to moments that differ. It adds the event of
 * the last change of an order, and removes events of changes that the order does not have. A reservation without an
 * order is given up where the books of its products show whether its units are in stock. Answers that show an order of
 * which nothing is left are forgotten.
 * @returns the exit code: 1 while an order is torn.
 */
export const mendOrders = async (
  tables: CustomerTables,
  { dryRun, correlationId, print }: MendSettings,
  options: CallOptions,
): Promise<number> => {
  const counts = { torn: 0, mended: 0, undecided: 0 };
  const { ids, records, books } = await findTorn(tables, options);
  for (const orderId of ids) {
    // The first event of an order names the request that placed it.
    const answers = records.get(orderId) ?? [];
    const causationId = answers[0]?.recordId ?? `orders mend ${orderId}`;
    const found = await planFor(tables, orderId, { correlationId, causationId }, books, options);
    const mending = found === 'nothing' ? planForAnswers(answers) : found;
    if (mending === undefined) continue;
    counts.torn += 1;
    if (mending.kind === 'undecided') {
      counts.undecided += 1;
      print(`${orderId}: ${textOf(mending, answers)}: not decided by the data`);
      continue;
    }
    const verb = verbs[mending.kind];
    const isDone =
      !dryRun &&
      (await transactWrite(tables.orders.client, writesOf(tables, orderId, mending, answers), options))
        .length === 0;
    if (isDone) counts.mended += 1;
    const outcome = dryRun ? `would be ${verb}` : 'it has changed meanwhile';
    print(`${orderId}: ${textOf(mending, answers)}: ${isDone ? verb : outcome}`);
  }
  const { torn, mended, undecided } = counts;
  print(`${torn} torn orders, ${mended} mended, ${undecided} not decided by the data`);
  return torn === mended ? 0 : 1;
};
