import type { Refund } from '../../domain/refund.ts';
import type { PursueRefund } from './pursue-refund.ts';
import type { CausedCall } from './settle-refund.ts';

/** Requests a refund right after it was stored. Never rejects: if it fails, the reconciler tries again. */
export type RefundNow = (refund: Refund, options: CausedCall) => Promise<void>;

export const createRefundNow =
  (pursueRefund: PursueRefund, onFailure: (refund: Refund, reason: unknown) => void): RefundNow =>
  async (refund, options) => {
    try {
      await pursueRefund(refund, options);
    } catch (reason) {
      onFailure(refund, reason);
    }
  };
