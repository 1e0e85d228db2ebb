import { describe, expect, it } from 'vitest';
import { type ChargeResult, createCharge } from '../../../../lib/app/payment/charge.ts';
import {
  type CreatedPayment,
  type GatewayPayment,
  type PaymentGateway,
  PaymentOutcomeUnknown,
} from '../../../../lib/app/ports/payment-gateway.ts';
import { deadlineExceeded, dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import { aPaymentAttempt } from '../../../builders/a-payment-attempt.ts';
import { createMemoryDatabase } from '../../../doubles/memory-database.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const now = Date.parse('2026-07-01T12:00:40.000Z');

interface Answers {
  readonly create?: () => CreatedPayment;
  readonly confirm?: () => GatewayPayment;
}

/** Charges `aPaymentAttempt()`, as it is stored, at a gateway that answers so. */
const charging = async ({
  create = () => ({ status: 'created', intentId: 'pi_1' }),
  confirm = () => ({ status: 'succeeded' }),
}: Answers) => {
  const { orders: store } = createMemoryDatabase();
  await store.commit({ attempt: { next: aPaymentAttempt() } }, calmly);
  const asked: unknown[] = [];
  const stored: unknown[] = [];
  const gateway: Pick<PaymentGateway, 'create' | 'confirm'> = {
    create: async (payment) => {
      asked.push(payment);
      return create();
    },
    confirm: async (payment) => {
      asked.push(payment);
      stored.push(await store.findAttempt(aPaymentAttempt().orderId, 1, calmly));
      return confirm();
    },
  };
  const unknown: unknown[] = [];
  const charge = createCharge({
    store,
    gateway,
    clock: () => now,
    onUnknownOutcome: (attempt, reason) => unknown.push({ attempt, reason }),
  });
  return { store, asked, stored, unknown, charge: () => charge(aPaymentAttempt(), calmly) };
};

const failing = (error: unknown) => () => {
  throw error;
};

const registered = aPaymentAttempt({
  intentId: 'pi_1',
  leaseOwner: 'request-1:registered',
  updatedAt: '2026-07-01T12:00:40.000Z',
});

describe('createCharge', () => {
  it('sends the same keys for the same attempt', async () => {
    const { asked, charge } = await charging({});
    await charge();
    const { orderId, amount, paymentMethod } = aPaymentAttempt();
    expect(asked).toEqual([
      { key: `${orderId}:1:create`, amount, orderId },
      { key: `${orderId}:1:confirm`, intentId: 'pi_1', paymentMethod },
    ]);
  });

  it('stores the payment’s id before it confirms the payment', async () => {
    const { stored, charge } = await charging({});
    await charge();
    expect(stored).toEqual([registered]);
  });

  it('reports why the outcome is unknown', async () => {
    const reason = new PaymentOutcomeUnknown(new Error('no answer'));
    const { unknown, charge } = await charging({ confirm: failing(reason) });
    expect(await charge()).toEqual({ attempt: registered, unknown: true });
    expect(unknown).toEqual([{ attempt: registered, reason }]);
  });

  it('does not confirm the payment when the reconciler has taken the attempt over', async () => {
    const { store, asked, charge } = await charging({});
    const next = aPaymentAttempt({ leaseOwner: 'reconciler' });
    const expected = { state: 'in_flight', leaseOwner: 'request-1' } as const;
    await store.commit({ attempt: { next, expected } }, calmly);
    expect(await charge()).toEqual({ attempt: aPaymentAttempt(), unknown: true });
    expect(asked).toHaveLength(1);
  });

  describe('when the payment cannot be registered', () => {
    it.each([
      ['says that it is down', dependencyUnavailable('payment-gateway', 1)],
      ['does not answer', new Error('no answer')],
    ])('is refused, because the gateway %s', async (_, refused) => {
      const { asked, charge } = await charging({ create: failing(refused) });
      expect(await charge()).toEqual({ attempt: aPaymentAttempt(), refused });
      expect(asked).toHaveLength(1);
    });
  });

  it('declines a payment that the gateway does not register for a reason of its own', async () => {
    const declined = { status: 'declined', reason: 'amount_too_small' } as const;
    const { asked, charge } = await charging({ create: () => declined });
    const settlement = { result: 'declined', reason: 'amount_too_small' };
    expect(await charge()).toEqual({ attempt: aPaymentAttempt(), settlement });
    expect(asked).toHaveLength(1);
  });

  it.each<[GatewayPayment, Omit<ChargeResult, 'attempt'>]>([
    [{ status: 'succeeded' }, { settlement: { result: 'succeeded' } }],
    [
      { status: 'declined', reason: 'expired_card' },
      { settlement: { result: 'declined', reason: 'expired_card' } },
    ],
    [{ status: 'requires_action', clientSecret: 'pi_1_secret_1' }, { clientSecret: 'pi_1_secret_1' }],
    [{ status: 'processing' }, { unknown: true }],
    [{ status: 'unconfirmed' }, { unknown: true }],
  ])('returns the result that %o states', async (payment, result) => {
    const { charge } = await charging({ confirm: () => payment });
    expect(await charge()).toEqual({ attempt: registered, ...result });
  });

  it('is refused when the payment was cancelled at the gateway meanwhile', async () => {
    const { charge } = await charging({ confirm: () => ({ status: 'cancelled' }) });
    expect(await charge()).toEqual({ attempt: registered, refused: expect.any(Error) });
  });

  describe('when the confirmation fails', () => {
    it.each([
      ['the gateway certainly did nothing', dependencyUnavailable('payment-gateway', 1)],
      ['the deadline passed before it was asked', deadlineExceeded()],
    ])('is refused, because %s', async (_, refused) => {
      const { charge } = await charging({ confirm: failing(refused) });
      expect(await charge()).toEqual({ attempt: registered, refused });
    });

    it.each([
      ['the gateway did not say how it ended', new PaymentOutcomeUnknown(new Error('timeout'))],
      ['the failure is not one of the gateway', new TypeError('status of undefined')],
      ['the thrown value is no error', undefined],
    ])('is unknown, because %s', async (_, error) => {
      const { charge } = await charging({ confirm: failing(error) });
      expect(await charge()).toEqual({ attempt: registered, unknown: true });
    });
  });
});
