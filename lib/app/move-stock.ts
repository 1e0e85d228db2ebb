import type { Caller } from '../contract/caller.ts';
import { movementExceedsStock } from '../contract/errors/factories.ts';
import type { StoredResponse } from '../contract/idempotency.ts';
import type { Product } from '../domain/product.ts';
import { spreadMovement, totalAvailable } from '../domain/stock.ts';
import type { MovementReason } from '../domain/stock-movement.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../platform/resilience/retry-on-conflict.ts';
import { getProduct } from './get-product.ts';
import {
  answerBefore,
  type CommandResult,
  completedRecord,
  type IdempotentCommand,
} from './idempotent-command.ts';
import type { OrderStore } from './ports/order-store.ts';
import type { ProductRepository } from './ports/product-repository.ts';
import type { StockLedger } from './ports/stock-ledger.ts';

export interface MoveStockCommand extends IdempotentCommand {
  readonly sku: string;
  /** Units that come into stock; negative for units that go. */
  readonly quantity: number;
  readonly reason: MovementReason;
  readonly caller: Caller;
}

export interface MoveStockDependencies {
  readonly products: Pick<ProductRepository, 'find'>;
  readonly store: Pick<OrderStore, 'findStock'>;
  readonly ledger: Pick<StockLedger, 'commit'>;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
  /** Draws ULIDs of a time, in milliseconds since 1970. */
  readonly newUlid: (now: number) => string;
  /** The answer that a client gets for a movement. */
  readonly respond: (product: Product) => StoredResponse;
}

/**
 * Use case: units come into stock or go from it other than by an order. Ledger entry, stock items and idempotency record
 * are one write.
 * @throws {ServiceError} PRD-001 for an unknown product, PRD-004 when fewer units are available than go, IDM-002, SYS-004
 *   when orders keep changing the stock.
 */
export const moveStock =
  ({ products, store, ledger, clock, retryOnConflict, newUlid, respond }: MoveStockDependencies) =>
  (command: MoveStockCommand, options: CallOptions): Promise<CommandResult> => {
    const { sku, quantity, reason, caller, claim } = command;
    const move = async (limited: CallOptions): Promise<CommandResult> => {
      const product = await getProduct({ products })(sku, limited);
      const levels = await store.findStock(sku, limited);
      const available = totalAvailable(levels);
      const changes = spreadMovement(quantity, levels);
      if (!changes) throw movementExceedsStock(sku, -quantity, available);
      const now = clock();
      const movedAt = new Date(now).toISOString();
      const response = respond({ ...product, available: available + quantity });
      const record = completedRecord(claim, response, now);
      const movement = { id: newUlid(now), sku, quantity, reason, movedAt, movedBy: caller.id };
      const commit = { movement, changes, idempotency: { record, now: movedAt } };
      const failures = await ledger.commit(commit, limited);
      if (failures.length === 0) return { response, replayed: false };
      const earlier = failures.find((failure) => failure.kind === 'idempotency')?.existing;
      const answer = answerBefore(earlier, claim, now);
      if (!answer) throw new ConflictError();
      return answer;
    };
    return retryOnConflict(`the stock of ${sku}`, move, options);
  };
