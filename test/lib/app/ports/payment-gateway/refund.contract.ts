import { describe, expect, it } from 'vitest';
import {
  type GatewayRefund,
  PaymentOutcomeUnknown,
  type RefusedRefund,
  type SpentKey,
} from '../../../../../lib/app/ports/payment-gateway.ts';
import { testPaymentMethods as methods } from '../../../../../lib/contract/test-payment-methods.ts';
import { type Money, money } from '../../../../../lib/domain/money.ts';
import { aCall } from '../../../../builders/a-call.ts';
import type { GatewaySubject } from './gateway-subject.ts';

interface RefundStage {
  readonly subject: () => GatewaySubject;
  /** Order and amount of every payment. */
  readonly amount: Money;
  readonly register: (key?: string) => Promise<string>;
  /** Takes the money of a new payment. */
  readonly charged: (paymentMethod?: string) => Promise<string>;
  readonly refund: (
    intentId: string,
    key?: string,
    part?: Money,
  ) => Promise<GatewayRefund | RefusedRefund | SpentKey>;
  readonly advance: (ms: number) => void;
}

const options = aCall();

export const refundContract = ({
  subject,
  amount,
  register,
  charged,
  refund,
  advance,
}: RefundStage): void => {
  describe('when a payment is refunded', () => {
    it('gives the whole money back, once for all keys', async () => {
      const id = await charged();
      const first = await refund(id, 'a');
      expect(first).toMatchObject({ status: 'succeeded', amount, reference: 'a' });
      expect(await refund(id, 'a')).toEqual(first);
      expect(await refund(id, 'b')).toEqual({ status: 'refused', reason: 'charge_already_refunded' });
      expect(subject().ledger()).toMatchObject([
        { type: 'charge', amount: amount.amount },
        { type: 'refund', amount: amount.amount },
      ]);
    });

    it('gives parts back until nothing is left', async () => {
      const id = await charged();
      const part = money(1_000, 'USD');
      await refund(id, 'a', part);
      expect(await refund(id, 'b', part)).toMatchObject({ status: 'refused' });
      expect(await refund(id, 'c', money(999, 'USD'))).toMatchObject({ status: 'succeeded' });
      const moved = subject()
        .ledger()
        .map(({ type, amount: cents }) => [type, cents]);
      expect(moved).toEqual([
        ['charge', 1_999],
        ['refund', 1_000],
        ['refund', 999],
      ]);
    });

    it('lists the refunds of a payment, newest first, each with the key of its request', async () => {
      const id = await charged();
      await refund(id, 'a', money(1, 'USD'));
      await refund(id, 'b', money(2, 'USD'));
      expect(await subject().gateway.listRefunds(id, options)).toMatchObject([
        { status: 'succeeded', amount: money(2, 'USD'), reference: 'b' },
        { status: 'succeeded', amount: money(1, 'USD'), reference: 'a' },
      ]);
      expect(await subject().gateway.listRefunds(await register('other'), options)).toEqual([]);
    });

    const idOf = (answer: Awaited<ReturnType<typeof refund>>) =>
      'refundId' in answer ? answer.refundId : '';

    it('answers `pending` until the money has gone back', async () => {
      const id = await charged(methods.refundPending);
      const answer = await refund(id);
      expect(answer).toMatchObject({ status: 'pending' });
      expect(subject().ledger()).toMatchObject([{ type: 'charge' }]);
      advance(1_000);
      expect(await subject().gateway.retrieveRefund(idOf(answer), options)).toMatchObject({
        status: 'succeeded',
      });
      expect(subject().ledger()).toMatchObject([{ type: 'charge' }, { type: 'refund' }]);
    });

    it('reports a failed refund with its reason', async () => {
      const answer = await refund(await charged(methods.refundFails));
      expect(answer).toMatchObject({ status: 'failed', reason: 'expired_or_canceled_card' });
      expect(await subject().gateway.retrieveRefund(idOf(answer), options)).toEqual(answer);
      expect(subject().ledger()).toMatchObject([{ type: 'charge' }]);
    });

    it('reports a refund that failed after it had succeeded', async () => {
      const answer = await refund(await charged(methods.refundReturns));
      expect(answer).toMatchObject({ status: 'succeeded' });
      advance(1_000);
      expect(await subject().gateway.retrieveRefund(idOf(answer), options)).toMatchObject({
        status: 'failed',
      });
      expect(
        subject()
          .ledger()
          .map(({ type }) => type),
      ).toEqual(['charge', 'refund', 'refund_reversal']);
    });

    it('reports a key under which it keeps an error, and accepts another', async () => {
      const id = await charged(methods.refundUnavailable);
      await expect(refund(id, 'a')).rejects.toThrow(PaymentOutcomeUnknown);
      expect(await refund(id, 'a')).toEqual({ status: 'spent' });
      expect(await refund(id, 'b')).toMatchObject({ status: 'succeeded', reference: 'b' });
      expect(await refund(id, 'a')).toEqual({ status: 'spent' });
      expect(subject().ledger()).toMatchObject([{ type: 'charge' }, { type: 'refund' }]);
    });

    it('refuses one that was never charged', async () => {
      expect(await refund(await register())).toMatchObject({ status: 'refused' });
      expect(subject().ledger()).toEqual([]);
    });

    it('does not find an unknown refund', async () => {
      expect(await subject().gateway.retrieveRefund('re_nobody', options)).toBeUndefined();
    });
  });
};
