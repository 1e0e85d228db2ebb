import type { CommitFailure } from '../../app/ports/order-store.ts';
import type { WriteAction } from '../../platform/dynamodb/write-items.ts';

/** Units that cannot go back where they came from, because there is no such stock item any more. */
export interface HomelessStock {
  readonly kind: 'homeless-stock';
  readonly sku: string;
  readonly shard: number;
}

export interface OrdersTables {
  readonly ordersTable: string;
  readonly eventsTable: string;
}

/** One write of a commit. */
export interface CommitAction {
  readonly write: WriteAction;
  /** What it means that its condition does not hold for the stored item. */
  readonly refused: (stored: Record<string, unknown> | undefined) => CommitFailure | HomelessStock;
}
