import {
  beginErasure,
  endErasure,
  findPseudonym,
  replaceReply,
} from '../../../lib/adapters/dynamodb/customer-data/erasure-items.ts';
import { moveSummaryPart } from '../../../lib/adapters/dynamodb/customer-data/move-summary.ts';
import {
  type CustomerTables,
  findReplies,
  listOrderIds,
  obstaclesOf,
  readStoredOrder,
  readSummary,
  type StoredOrder,
} from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import {
  countEventItems,
  type Renaming,
  renameOrder,
} from '../../../lib/adapters/dynamodb/customer-data/rename-order.ts';
import { orderNotFound } from '../../../lib/contract/errors/factories.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import type { IdGenerator } from '../../../lib/platform/ports.ts';
import type { RetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { failed } from '../../../lib/platform/response.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { counted } from '../operator-command/operator.ts';
import { countedReplies } from './counted-replies.ts';

/** How many items hold the id of a customer, by kind. */
export interface ErasureCounts {
  readonly orders: number;
  readonly events: number;
  readonly summary: number;
  readonly replies: number;
}

export interface Erasing {
  readonly tables: CustomerTables;
  readonly retryOnConflict: RetryOnConflict;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Random, so that the erased customer cannot be guessed. */
  readonly newId: IdGenerator;
}

/** Such as `2 orders, 5 event items, 1 summary item, 3 stored replies`. */
export const countsText = ({ orders, events, summary, replies }: ErasureCounts): string =>
  [
    counted(orders, 'order'),
    counted(events, 'event item'),
    counted(summary, 'summary item'),
    countedReplies(replies),
  ].join(', ');

const refuseWith = (obstacles: readonly string[]): void => {
  if (obstacles.length === 0) return;
  throw new CommandError(
    `The customer cannot be erased yet. These have to end first:\n${obstacles.map((line) => `  ${line}`).join('\n')}`,
  );
};

const obstacleLines = (stored: StoredOrder): readonly string[] =>
  obstaclesOf(stored).map((obstacle) => `${stored.orderId}: ${obstacle}`);

/** Plan of an erasure, read before anything is changed. */
const survey = async ({ tables }: Erasing, customerId: string, options: CallOptions) => {
  const begun = await findPseudonym(tables.orders, customerId, options);
  const orderIds = await listOrderIds(tables.orders, customerId, options);
  // An interrupted run has renamed some already; replies may still hold the id.
  const renamedIds = begun === undefined ? [] : await listOrderIds(tables.orders, begun, options);
  const summary = await readSummary(tables.orders, customerId, options);
  if (begun === undefined && orderIds.length === 0 && summary.length === 0)
    throw new CommandError(`Nothing is kept about the customer ${JSON.stringify(customerId)}.`);
  const obstacles: string[] = [];
  const counts = { orders: 0, events: 0 };
  for (const id of orderIds) {
    const stored = await readStoredOrder(tables, id, options);
    counts.events += countEventItems(stored, { customerId, pseudonym: '' });
    if (stored.order?.['customerId'] !== customerId) continue;
    counts.orders += 1;
    obstacles.push(...obstacleLines(stored));
  }
  const about = { customerId, orderIds: new Set([...orderIds, ...renamedIds]) };
  return { obstacles, counts: { ...counts, summary: summary.length }, orderIds, about };
};

/** Answer to a repeated request from now on: the answer about an order of another customer. */
const erasedReply = ({ newId, now }: Erasing) => failed(orderNotFound('erased'), `erasure-${newId()}`, now());

/** Renames orders, then the summary, then replies: each of them is found by what comes after it until it is done. */
const rename = async (
  erasing: Erasing,
  { orderIds, about }: Pick<Awaited<ReturnType<typeof survey>>, 'orderIds' | 'about'>,
  renaming: Renaming,
  options: CallOptions,
): Promise<void> => {
  const { tables, retryOnConflict } = erasing;
  for (const id of orderIds) {
    const once = async (limited: CallOptions) => {
      const stored = await readStoredOrder(tables, id, limited);
      refuseWith(obstacleLines(stored));
      await renameOrder(tables, stored, renaming, limited);
    };
    await retryOnConflict(`order ${id}`, once, options);
  }
  const moveAll = async (limited: CallOptions) => {
    for (const part of await readSummary(tables.orders, renaming.customerId, limited))
      await moveSummaryPart(tables.orders, part, renaming, limited);
  };
  await retryOnConflict('order summary', moveAll, options);
  for await (const record of findReplies(tables.orders, about, options)) {
    await replaceReply(tables.orders, record, erasedReply(erasing), options);
  }
};

/** Orders that were placed, or appeared in the index, while the erasure ran. */
const leftovers = async ({ tables }: Erasing, customerId: string, options: CallOptions) => {
  const left: string[] = [];
  for (const id of await listOrderIds(tables.orders, customerId, options)) {
    const { order } = await readStoredOrder(tables, id, options);
    if (order?.['customerId'] === customerId) left.push(id);
  }
  return left;
};

/**
 * Replaces a customer's id by a pseudonym wherever it is stored. Run again after an interruption, it goes on with the same
 * pseudonym. With `dryRun`, it changes nothing.
 * @returns how many items held the id when it began.
 * @throws {CommandError} when an order is not at its end, or nothing is kept.
 */
export const eraseCustomer = async (
  erasing: Erasing,
  customerId: string,
  dryRun: boolean,
  options: CallOptions,
): Promise<ErasureCounts> => {
  const { tables, newId } = erasing;
  const found = await survey(erasing, customerId, options);
  refuseWith(found.obstacles);
  let replies = 0;
  for await (const _ of findReplies(tables.orders, found.about, options)) replies += 1;
  const counts = { ...found.counts, replies };
  if (dryRun) return counts;
  const pseudonym = await beginErasure(tables.orders, customerId, `erased-${newId()}`, options);
  await rename(erasing, found, { customerId, pseudonym }, options);
  const left = await leftovers(erasing, customerId, options);
  if (left.length > 0)
    throw new CommandError(`Orders were placed meanwhile. Repeat the command for: ${left.join(', ')}`);
  await endErasure(tables.orders, customerId, pseudonym, options);
  return counts;
};
