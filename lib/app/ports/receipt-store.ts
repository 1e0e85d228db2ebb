import type { CallOptions } from '../../platform/call-options.ts';
import type { StoredVersion } from './order-summary-store.ts';

/** Receipts of versions in the outbox, and the business counters that count each event once, with its receipt. */
export interface ReceiptStore {
  /**
   * Writes the receipts of the versions and adds their events to the business counters, both or neither. A version
   * that has received a receipt since it was read is left out.
   * @param receivedAt RFC 3339, UTC.
   * @returns the versions that were not left out.
   */
  confirm(
    versions: readonly StoredVersion[],
    receivedAt: string,
    options: CallOptions,
  ): Promise<readonly StoredVersion[]>;
}
