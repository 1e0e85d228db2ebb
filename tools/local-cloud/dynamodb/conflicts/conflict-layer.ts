import type { HttpResponse } from '../../http/http-response.ts';
import { transactionConflict, writeConflict } from '../database-errors.ts';
import type { DatabaseLayer } from '../database-layer.ts';
import { createPendingWrites } from './pending-writes.ts';
import { type GuardedOperation, type ItemId, isGuarded, itemId, referencedItems } from './written-items.ts';

export interface ConflictLayerOptions {
  /** How long a transaction holds its items at least. */
  readonly holdMs: number;
  /** Names of a table's key attributes; none for an unknown table. */
  readonly keyNamesOf: (table: string) => Promise<readonly string[]>;
  readonly pause: (ms: number) => Promise<unknown>;
}

/**
 * DynamoDB's conflicts, which the embedded database does not have: it does one request after the other. A transaction
 * holds its items, those of its condition checks included, until it has ended. Meanwhile every other transaction and
 * every single write on one of them is refused, and so is a `TransactGetItems` of an item that anything is writing.
 * Plain reads go through, and so do `BatchWriteItem` and PartiQL, whose conflicts are not emulated.
 * Source: Amazon DynamoDB Developer Guide, "Transaction conflict handling in DynamoDB".
 */
export const createConflictLayer = ({ holdMs, keyNamesOf, pause }: ConflictLayerOptions): DatabaseLayer => {
  const pending = createPendingWrites();

  const itemsOf = async (
    operation: GuardedOperation,
    content: unknown,
  ): Promise<readonly ItemId[] | undefined> => {
    try {
      const references = referencedItems(operation, content);
      return await Promise.all(
        references.map(async (reference) => itemId(reference, await keyNamesOf(reference.table))),
      );
    } catch (error) {
      if (error instanceof TypeError) return undefined;
      throw error;
    }
  };

  const writeOne = async (item: ItemId, forward: () => Promise<HttpResponse>) => {
    if (pending.isHeld(item)) return writeConflict();
    const end = pending.write(item);
    try {
      return await forward();
    } finally {
      end();
    }
  };

  const transact = async (items: readonly ItemId[], forward: () => Promise<HttpResponse>) => {
    const conflicts = items.map(pending.isHeld);
    if (conflicts.includes(true)) return transactionConflict(conflicts);
    const end = pending.hold(items);
    try {
      const [answer] = await Promise.all([forward(), pause(holdMs)]);
      return answer;
    } finally {
      end();
    }
  };

  return async ({ operation, content }, forward) => {
    if (!isGuarded(operation)) return forward();
    const items = await itemsOf(operation, content);
    const [first] = items ?? [];
    // The database reports what is wrong with it.
    if (items === undefined || first === undefined) return forward();
    if (operation === 'TransactGetItems') {
      const conflicts = items.map(pending.isWritten);
      return conflicts.includes(true) ? transactionConflict(conflicts) : forward();
    }
    return operation === 'TransactWriteItems' ? transact(items, forward) : writeOne(first, forward);
  };
};
