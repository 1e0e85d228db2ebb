import type { CallOptions } from '../../platform/call-options.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type { ListedDispute, ListedPayment, ListedRefund } from '../ports/payment-history.ts';

type ListedMoney = ListedPayment | ListedRefund | ListedDispute;

export interface UnreadableMoney {
  readonly outcome: 'unreadable';
  readonly money: ListedMoney;
  readonly orderId: string;
  readonly problem: string;
}

export interface ReportUnreadableDependencies {
  readonly gateway: Pick<PaymentGateway, 'orderOf'>;
  /** Whether a failure of the store means that stored data cannot be read. */
  readonly isUnreadable: (failure: unknown) => boolean;
}

/**
 * Recovers money, and reports that the stored data of its order cannot be read, so that the money after it is recovered
 * nevertheless.
 */
export const reportUnreadable =
  ({ gateway, isUnreadable }: ReportUnreadableDependencies) =>
  async <R>(
    money: ListedMoney,
    recover: () => Promise<R>,
    options: CallOptions,
  ): Promise<R | UnreadableMoney> => {
    try {
      return await recover();
    } catch (failure) {
      if (!isUnreadable(failure)) throw failure;
      const orderId = await gateway.orderOf(money.intentId, options);
      const problem = failure instanceof Error ? failure.message : String(failure);
      return { outcome: 'unreadable', money, orderId: orderId ?? 'unknown order', problem };
    }
  };
