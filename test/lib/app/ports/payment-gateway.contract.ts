import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PaymentGateway, PaymentOutcomeUnknown } from '../../../../lib/app/ports/payment-gateway.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { money } from '../../../../lib/domain/money.ts';
import { aCall } from '../../../builders/a-call.ts';
import { customerContract } from './payment-gateway/customer.contract.ts';
import { disputeContract } from './payment-gateway/dispute.contract.ts';
import type { GatewaySubject } from './payment-gateway/gateway-subject.ts';
import { refundContract } from './payment-gateway/refund.contract.ts';

/** Whose clock the subject goes by, and how long a payment with `pm_sim_processing` stays in process. */
export interface GatewaySubjectOptions {
  readonly now: () => number;
  readonly processingMs: number;
}

const options = aCall();
const amount = money(1_999, 'USD');
const orderId = 'ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A5';
const start = Date.parse('2026-07-01T12:00:00.000Z');

/** Cases of every PaymentGateway. @param create makes one without payments. */
export const paymentGatewayContract = (
  create: (options: GatewaySubjectOptions) => Promise<GatewaySubject>,
): void => {
  describe('PaymentGateway', () => {
    let now: number;
    let subject: GatewaySubject;
    let gateway: PaymentGateway;
    beforeEach(async () => {
      now = start;
      subject = await create({ now: () => now, processingMs: 1_000 });
      gateway = subject.gateway;
    });
    afterEach(() => subject.close());

    const register = async (key = 'create-1'): Promise<string> => {
      const created = await gateway.create({ key, amount, orderId }, options);
      return created.status === 'created' ? created.intentId : '';
    };
    const confirm = (intentId: string, paymentMethod: string, key = 'confirm-1') =>
      gateway.confirm({ key, intentId, paymentMethod }, options);
    const refund = (intentId: string, key = 'refund-1', part = amount) =>
      gateway.refund({ key, intentId, amount: part }, options);
    const charged = async (paymentMethod: string = methods.succeeds) => {
      const id = await register();
      await confirm(id, paymentMethod);
      return id;
    };
    const chargeOf = (intentId: string) => ({
      type: 'charge',
      intentId,
      orderId,
      amount: 1_999,
      currency: 'USD',
      at: '2026-07-01T12:00:00.000Z',
    });

    describe('when a payment is registered', () => {
      it('takes no money', async () => {
        expect(await gateway.retrieve(await register(), options)).toEqual({ status: 'unconfirmed' });
        expect(subject.ledger()).toEqual([]);
      });

      it('gives the same payment for the same key, and another for another', async () => {
        const ids = [await register('a'), await register('a'), await register('b')];
        expect(ids[1]).toBe(ids[0]);
        expect(ids[2]).not.toBe(ids[0]);
      });

      it('refuses a key that belongs to another payment', async () => {
        await register('a');
        const other = gateway.create({ key: 'a', amount: money(50, 'USD'), orderId }, options);
        await expect(other).rejects.toMatchObject({ code: 'SYS-002' });
      });

      it.each([
        [49, 'amount_too_small'],
        [100_000_000, 'amount_too_large'],
      ])('declines %i cents for %s', async (cents, reason) => {
        const payment = { key: 'a', amount: money(cents, 'USD'), orderId };
        expect(await gateway.create(payment, options)).toEqual({ status: 'declined', reason });
      });
    });

    describe('when a payment is confirmed', () => {
      it('takes the money once', async () => {
        const id = await register();
        expect(await confirm(id, methods.succeeds)).toEqual({ status: 'succeeded' });
        expect(await gateway.retrieve(id, options)).toEqual({ status: 'succeeded' });
        expect(subject.ledger()).toEqual([chargeOf(id)]);
      });

      it('takes the money once for a key that is used again', async () => {
        const id = await register();
        await confirm(id, methods.succeeds);
        expect(await confirm(id, methods.succeeds)).toEqual({ status: 'succeeded' });
        expect(subject.ledger()).toEqual([chargeOf(id)]);
      });

      it('takes the money once for a key that is used twice at the same time', async () => {
        const id = await register();
        await Promise.allSettled([confirm(id, methods.succeeds), confirm(id, methods.succeeds)]);
        expect(subject.ledger()).toEqual([chargeOf(id)]);
      });

      it('takes the money once, also for another key', async () => {
        const id = await register();
        await confirm(id, methods.succeeds, 'a');
        expect(await confirm(id, methods.succeeds, 'b')).toEqual({ status: 'succeeded' });
        expect(subject.ledger()).toEqual([chargeOf(id)]);
      });

      it('does not know the outcome of a key that was used for another payment method', async () => {
        const id = await register();
        await confirm(id, methods.succeeds);
        await expect(confirm(id, methods.declined)).rejects.toThrow(PaymentOutcomeUnknown);
      });

      it.each([
        [methods.declined, 'generic_decline'],
        [methods.insufficientFunds, 'insufficient_funds'],
      ])('declines %s for %s, now and when asked later', async (paymentMethod, reason) => {
        const id = await register();
        const declined = { status: 'declined', reason };
        expect(await confirm(id, paymentMethod)).toEqual(declined);
        expect(await confirm(id, paymentMethod)).toEqual(declined);
        expect(await gateway.retrieve(id, options)).toEqual(declined);
        expect(subject.ledger()).toEqual([]);
      });

      it('declines an unknown payment method', async () => {
        const id = await register();
        const declined = { status: 'declined', reason: 'invalid_payment_method' };
        expect(await confirm(id, 'pm_nobody')).toEqual(declined);
        expect(await gateway.retrieve(id, options)).toEqual({ status: 'unconfirmed' });
      });

      it('takes the money of a declined payment that is confirmed again', async () => {
        const id = await register();
        await confirm(id, methods.declined, 'a');
        expect(await confirm(id, methods.succeeds, 'b')).toEqual({ status: 'succeeded' });
        expect(subject.ledger()).toEqual([chargeOf(id)]);
      });

      it('repeats the outcome of a key, also after a later outcome of the payment', async () => {
        const id = await register();
        await confirm(id, methods.declined, 'a');
        await confirm(id, methods.succeeds, 'b');
        expect(await confirm(id, methods.declined, 'a')).toMatchObject({ status: 'declined' });
        expect(subject.ledger()).toEqual([chargeOf(id)]);
      });

      it('reports a payment that was cancelled before', async () => {
        const id = await register();
        await gateway.cancel(id, options);
        expect(await confirm(id, methods.succeeds)).toEqual({ status: 'cancelled', unconfirmed: true });
        expect(subject.ledger()).toEqual([]);
      });
    });

    describe('when the answer to a confirmation is lost', () => {
      it('finds the money taken that was taken, and takes it once', async () => {
        const id = await register();
        await expect(confirm(id, methods.timeoutAfterCharge)).rejects.toThrow(PaymentOutcomeUnknown);
        expect(await gateway.retrieve(id, options)).toEqual({ status: 'succeeded' });
        expect(await confirm(id, methods.timeoutAfterCharge)).toEqual({ status: 'succeeded' });
        expect(subject.ledger()).toEqual([chargeOf(id)]);
      });

      it.each([methods.timeoutBeforeCharge, methods.unavailable])(
        'finds nothing taken after %s, and makes sure of it',
        async (paymentMethod) => {
          const id = await register();
          await expect(confirm(id, paymentMethod)).rejects.toThrow(PaymentOutcomeUnknown);
          expect(await gateway.retrieve(id, options)).toEqual({ status: 'unconfirmed' });
          expect(await gateway.cancel(id, options)).toEqual({ status: 'cancelled', unconfirmed: true });
          expect(subject.ledger()).toEqual([]);
        },
      );
    });

    it('answers `processing` until the money of a payment is taken', async () => {
      const id = await register();
      expect(await confirm(id, methods.processing)).toEqual({ status: 'processing' });
      expect(await gateway.cancel(id, options)).toEqual({ status: 'processing' });
      expect(subject.ledger()).toEqual([]);
      now += 1_000;
      expect(await gateway.retrieve(id, options)).toEqual({ status: 'succeeded' });
      expect(subject.ledger()).toEqual([{ ...chargeOf(id), at: '2026-07-01T12:00:01.000Z' }]);
    });

    customerContract({ subject: () => subject, register, confirm });

    it('names the order that a payment was created for', async () => {
      expect(await gateway.orderOf(await register(), options)).toBe(orderId);
      expect(await gateway.orderOf('pi_nobody', options)).toBeUndefined();
    });

    describe('when a payment is cancelled', () => {
      it('reports it as cancelled each time', async () => {
        const id = await register();
        expect(await gateway.cancel(id, options)).toEqual({ status: 'cancelled', unconfirmed: true });
        expect(await gateway.cancel(id, options)).toEqual({ status: 'cancelled', unconfirmed: true });
        expect(await gateway.retrieve(id, options)).toEqual({ status: 'cancelled', unconfirmed: true });
      });

      it('takes no money for a payment that was declined before', async () => {
        const id = await register();
        await confirm(id, methods.declined, 'a');
        expect(await gateway.cancel(id, options)).toMatchObject({ status: 'cancelled' });
        expect(await confirm(id, methods.succeeds, 'b')).toMatchObject({ status: 'cancelled' });
        expect(subject.ledger()).toEqual([]);
      });

      it('reports the money as taken if it is', async () => {
        const id = await register();
        await confirm(id, methods.succeeds);
        expect(await gateway.cancel(id, options)).toEqual({ status: 'succeeded' });
      });
    });

    refundContract({
      subject: () => subject,
      amount,
      register,
      charged,
      refund,
      advance: (ms) => {
        now += ms;
      },
    });

    disputeContract({ subject: () => subject, charged, refund });

    it('refuses every request about an unknown payment', async () => {
      const calls = [
        gateway.cancel('pi_nobody', options),
        confirm('pi_nobody', methods.succeeds),
        refund('pi_nobody'),
      ];
      for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'SYS-001' });
      expect(await gateway.retrieve('pi_nobody', options)).toEqual({ status: 'missing' });
      expect(await gateway.listRefunds('pi_nobody', options)).toEqual([]);
    });

    it('does nothing for a caller that has aborted', async () => {
      const id = await register();
      const tooLate = aCall({ signal: AbortSignal.abort() });
      const calls = [
        gateway.create({ key: 'create-2', amount, orderId }, tooLate),
        gateway.confirm({ key: 'confirm-1', intentId: id, paymentMethod: methods.succeeds }, tooLate),
        gateway.retrieve(id, tooLate),
        gateway.orderOf(id, tooLate),
        gateway.cancel(id, tooLate),
        gateway.refund({ key: 'refund-1', intentId: id, amount }, tooLate),
        gateway.retrieveRefund('re_1', tooLate),
        gateway.listRefunds(id, tooLate),
        gateway.listDisputes(id, tooLate),
      ];
      for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'SYS-003' });
      expect(await gateway.retrieve(id, options)).toEqual({ status: 'unconfirmed' });
    });

    it('has a ledger that agrees with its answers after any calls', async () => {
      const step = fc.record({
        payment: fc.nat({ max: 2 }),
        does: fc.constantFrom('confirm', 'cancel', 'refund'),
        method: fc.constantFrom(methods.succeeds, methods.declined, methods.unavailable),
        key: fc.nat({ max: 2 }),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
          run += 1;
          const ids = await Promise.all([0, 1, 2].map((n) => register(`create-${run}-${n}`)));
          for (const { payment, does, method, key } of steps) {
            const id = ids[payment] ?? '';
            const keyOf = `${does}-${run}-${payment}-${key}`;
            if (does === 'confirm') await confirm(id, method, keyOf).catch(() => {});
            else if (does === 'cancel') await gateway.cancel(id, options);
            else await refund(id, keyOf).catch(() => {});
          }
          for (const id of ids) {
            const { status } = await gateway.retrieve(id, options);
            const types = subject.ledger().flatMap((entry) => (entry.intentId === id ? entry.type : []));
            expect(types.slice(0, 1)).toEqual(status === 'succeeded' ? ['charge'] : []);
            expect(['', 'charge', 'charge refund']).toContain(types.join(' '));
          }
        }),
        { numRuns: 25 },
      );
    });
  });
};
