import { ServiceError } from '../../contract/errors/factories.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type {
  NoticeResult,
  PaymentNotice,
  ReadPaymentNotice,
  SignedMessage,
} from '../ports/payment-notice.ts';
import type { ParkDisputed } from './park-disputed.ts';
import type { SettleMoney } from './settle-money.ts';

export interface ReceiveNoticeDependencies {
  readonly read: ReadPaymentNotice;
  readonly gateway: Pick<PaymentGateway, 'orderOf'>;
  readonly settleMoney: Pick<SettleMoney, 'payment'>;
  readonly parkDisputed: ParkDisputed;
  readonly onResult: (result: NoticeResult) => void;
}

/**
 * Use case: take a message of the gateway as a reason to look at a payment now instead of at its next try. Lost, late,
 * repeated and reordered messages do no harm: nothing is taken from them but which payment to look at.
 * @throws {ServiceError} VAL-003; SYS-002, SYS-003 or SYS-004 when the gateway has to send it again.
 */
export const receiveNotice = ({
  read,
  gateway,
  settleMoney,
  parkDisputed,
  onResult,
}: ReceiveNoticeDependencies) => {
  const readOrReport: ReadPaymentNotice = async (message, options) => {
    try {
      return await read(message, options);
    } catch (error) {
      if (error instanceof ServiceError && error.code === 'VAL-003') onResult({ outcome: 'refused' });
      throw error;
    }
  };

  const act = async (
    notice: PaymentNotice,
    correlationId: string,
    options: CallOptions,
  ): Promise<NoticeResult> => {
    const { id, about } = notice;
    if (!about) return { outcome: 'ignored', notice };
    const { intentId, subject } = about;
    const orderId = about.orderId ?? (await gateway.orderOf(intentId, options));
    if (orderId === undefined) return { outcome: 'unknown', notice };
    const cause = { correlationId, causationId: id };
    const isOurs = await settleMoney.payment({ orderId, intentId }, { ...options, cause });
    if (isOurs && subject === 'dispute') await parkDisputed({ orderId, intentId }, options);
    return { outcome: isOurs ? 'settled' : 'unknown', notice, orderId };
  };

  return async (
    message: SignedMessage & { readonly correlationId: string },
    options: CallOptions,
  ): Promise<void> => {
    const notice = await readOrReport(message, options);
    onResult(await act(notice, message.correlationId, options));
  };
};
