import type { OrderEvent } from '../../domain/order-event.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { OrderVersion } from './order-summary-store.ts';

/** A version in the outbox without a receipt. */
export interface UnconfirmedVersion extends OrderVersion {
  /** Number of its events. */
  readonly size: number;
  /** Its events, without those that this version of the service does not know. */
  readonly events: readonly OrderEvent[];
}

/** Receipts of versions in the outbox, and the business counters that count each event once, with its receipt. */
export interface ReceiptStore {
  /** Those of the versions that the outbox has and that have no receipt, in any order; strongly consistent. */
  findUnconfirmed(
    versions: readonly OrderVersion[],
    options: CallOptions,
  ): Promise<readonly UnconfirmedVersion[]>;
  /**
   * Writes the receipts of the versions and adds their events to the business counters, both or neither. A version
   * that has received a receipt since it was found is left out.
   * @param receivedAt RFC 3339, UTC.
   * @returns the versions that were not left out.
   */
  confirm(
    versions: readonly UnconfirmedVersion[],
    receivedAt: string,
    options: CallOptions,
  ): Promise<readonly UnconfirmedVersion[]>;
}
