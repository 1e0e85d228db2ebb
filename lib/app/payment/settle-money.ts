import { isAttemptOpen, type PaymentAttempt } from '../../domain/payment-attempt.ts';
import { isRefundOpen, type Refund } from '../../domain/refund.ts';
import { dueAt, type Settling, takeOver } from '../../domain/settling.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock, IdGenerator } from '../../platform/ports.ts';
import { replaceAttempt, replaceRefund } from '../order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { MoneyId } from './money-id.ts';
import type { PursueAttempt, PursueOptions } from './pursue-attempt.ts';
import type { PursueRefund } from './pursue-refund.ts';
import type { CausedCall } from './settle-refund.ts';

export interface SettleMoneyDependencies {
  readonly store: Pick<OrderStore, 'findAttempt' | 'findRefund' | 'listMoney' | 'commit'>;
  readonly pursueAttempt: PursueAttempt;
  readonly pursueRefund: PursueRefund;
  readonly handOverRefund: (attempt: PaymentAttempt, options: CallOptions) => Promise<boolean>;
  readonly clock: Clock;
  readonly newOwner: IdGenerator;
  /** How long one try may take, in milliseconds. */
  readonly leaseMs: number;
}

/**
 * The one way to find out and store how payments and refunds have ended. The gateway says what is true; the caller
 * only says where to look. Safe to call at any time and repeatedly.
 */
export interface SettleMoney {
  /**
   * Settles an attempt or a refund that is due. Resolves to whether it is settled now.
   * @throws when the gateway or the store fails.
   */
  due(id: MoneyId, options: CausedCall): Promise<boolean>;
  /**
   * Settles everything about a payment at the gateway at once, without waiting for the next try: its attempt, stuck or
   * not, and its refunds, succeeded ones included. Leaves alone what another request is working on. Resolves to whether
   * the order has such a payment, settled before or not.
   * @throws when the gateway or the store fails.
   */
  payment(
    payment: { readonly orderId: string; readonly intentId: string },
    options: CausedCall,
  ): Promise<boolean>;
  /**
   * Cancels an attempt at the gateway that waits for its customer, and stores that; or stores that it took the money
   * meanwhile. Leaves it alone while another request is working on it. Resolves to whether it is settled now.
   * @throws when the gateway or the store fails.
   */
  abandon(id: { readonly orderId: string; readonly attempt: number }, options: CausedCall): Promise<boolean>;
}

export const createSettleMoney = ({
  store,
  pursueAttempt,
  pursueRefund,
  handOverRefund,
  clock,
  newOwner,
  leaseMs,
}: SettleMoneyDependencies): SettleMoney => {
  const taken = <S extends Settling>(settling: S): S =>
    takeOver(settling, { owner: newOwner(), now: clock(), leaseMs });

  const attempt = async (found: PaymentAttempt, options: PursueOptions): Promise<boolean> => {
    const own = taken(found);
    const lost = await store.commit({ attempt: replaceAttempt(found, own) }, options);
    if (lost.length > 0) return false;
    return own.state === 'refund_due' ? handOverRefund(own, options) : pursueAttempt(own, options);
  };

  const refund = async (found: Refund, options: CausedCall): Promise<boolean> => {
    const own = taken(found);
    const lost = await store.commit({ refund: replaceRefund(found, own) }, options);
    return lost.length === 0 && pursueRefund(own, options);
  };

  const isDue = (settling: Settling): boolean =>
    settling.attention === undefined && Date.parse(dueAt(settling)) <= clock();

  const isFree = ({ leaseUntil }: Settling): boolean => Date.parse(leaseUntil) <= clock();

  return {
    async due(id, options) {
      if ('attempt' in id) {
        const found = await store.findAttempt(id.orderId, id.attempt, options);
        return found !== undefined && isAttemptOpen(found.state) && isDue(found) && attempt(found, options);
      }
      const found = await store.findRefund(id.orderId, id.refund, options);
      return found !== undefined && isRefundOpen(found.state) && isDue(found) && refund(found, options);
    },

    async abandon(id, options) {
      const found = await store.findAttempt(id.orderId, id.attempt, options);
      if (!found || !isAttemptOpen(found.state) || !isFree(found)) return false;
      return attempt(found, { ...options, abandon: true });
    },

    async payment({ orderId, intentId }, options) {
      const { attempts: allAttempts, refunds: allRefunds } = await store.listMoney(orderId, options);
      const isMeant = (found: Settling & { readonly intentId?: string | undefined }) =>
        found.intentId === intentId && isFree(found);
      const attempts = allAttempts.filter((found) => isMeant(found) && isAttemptOpen(found.state));
      const refunds = allRefunds.filter(
        (found) =>
          isMeant(found) &&
          // A refund without an id that the gateway has refused is requested again by an operator only.
          (isRefundOpen(found.state) || found.refundId !== undefined),
      );
      for (const found of attempts) await attempt(found, options);
      for (const found of refunds) {
        // One that has ended needs no lease: it is only read, unless the bank has returned its money.
        await (isRefundOpen(found.state) ? refund(found, options) : pursueRefund(found, options));
      }
      return allAttempts.some((found) => found.intentId === intentId);
    },
  };
};
