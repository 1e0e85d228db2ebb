import type { StockChange } from '../../domain/stock.ts';
import type { StockMovement } from '../../domain/stock-movement.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { IdempotencyRecord } from './idempotency-record.ts';
import type { OrderCommit } from './order-store.ts';

/** A movement, the stock items that it changes, and the record of its request. All of it is stored, or nothing. */
export interface MovementCommit {
  readonly movement: StockMovement;
  readonly changes: readonly StockChange[];
  readonly idempotency: NonNullable<OrderCommit['idempotency']>;
}

/** Why a movement was refused. Nothing of it was stored. */
export type MovementFailure =
  | { readonly kind: 'idempotency'; readonly existing: IdempotencyRecord }
  /** A stock item has too few units, or is gone. */
  | { readonly kind: 'stock' };

/**
 * All units that came into stock and went from it other than by orders. Together with the units that a product was
 * created with, they are the units that are available, held and sold.
 */
export interface StockLedger {
  /** @returns why the movement was refused; empty when it is stored. */
  commit(commit: MovementCommit, options: CallOptions): Promise<readonly MovementFailure[]>;
  /** The movements of a product, oldest first. */
  listMovements(sku: string, options: CallOptions): AsyncIterable<StockMovement>;
}
