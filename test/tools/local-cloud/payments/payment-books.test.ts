import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BookChange, createPaymentBooks } from '../../../../tools/local-cloud/payments/payment-books.ts';
import type { PaymentIntent } from '../../../../tools/local-cloud/payments/payment-intent.ts';
import type { Refund } from '../../../../tools/local-cloud/payments/refund.ts';

const start = Date.parse('2026-07-01T12:00:00.000Z');

const anIntent = (facts: Partial<PaymentIntent> = {}): PaymentIntent => ({
  id: 'pi_1',
  clientSecret: 'pi_1_secret_1',
  amount: 1_999,
  currency: 'usd',
  status: 'requires_confirmation',
  metadata: { orderId: 'ord_1' },
  createdAt: start,
  ...facts,
});

const aRefund = (facts: Partial<Refund> = {}): Refund => ({
  id: 're_1',
  intentId: 'pi_1',
  chargeId: 'ch_1',
  amount: 1,
  currency: 'usd',
  metadata: {},
  status: 'succeeded',
  createdAt: start,
  ...facts,
});

describe('createPaymentBooks', () => {
  it('enters a charge with its order, amount and time', () => {
    const books = createPaymentBooks({ now: () => start });
    const charged = books.charge(anIntent(), start);
    expect(books.intent('pi_1')).toEqual(charged);
    expect(charged).toMatchObject({ status: 'succeeded', chargeId: expect.stringMatching(/^ch_/) });
    expect(books.ledger()).toEqual([
      {
        type: 'charge',
        intentId: 'pi_1',
        orderId: 'ord_1',
        amount: 1_999,
        currency: 'USD',
        at: '2026-07-01T12:00:00.000Z',
      },
    ]);
  });

  it('takes the money of a payment in process once its time has come, at that time', () => {
    let now = start;
    const books = createPaymentBooks({ now: () => now });
    books.saveIntent(anIntent({ status: 'processing', settlesAt: start + 1_000 }));
    now = start + 999;
    expect(books.intent('pi_1')?.status).toBe('processing');
    now = start + 60_000;
    expect(books.ledger()).toMatchObject([{ type: 'charge', at: '2026-07-01T12:00:01.000Z' }]);
    expect(books.intent('pi_1')?.status).toBe('succeeded');
    expect(books.ledger()).toHaveLength(1);
  });

  it.each([
    ['pending', 'succeeded', ['refund']],
    ['pending', 'failed', []],
    ['succeeded', 'failed', ['refund', 'refund_reversal']],
  ] as const)('turns a refund from %s to %s once its time has come', (status, later, entries) => {
    let now = start;
    const books = createPaymentBooks({ now: () => now });
    books.charge(anIntent(), start);
    books.saveRefund(aRefund({ status, next: { status: later, at: start + 1_000 } }), start);
    now = start + 999;
    expect(books.refunds()).toMatchObject([{ status }]);
    now = start + 60_000;
    expect(books.refunds()).toMatchObject([{ status: later }]);
    expect(books.refunds()).toHaveLength(1);
    expect(books.ledger().map(({ type }) => type)).toEqual(['charge', ...entries]);
  });

  it('gives every reader a ledger of their own', () => {
    const books = createPaymentBooks({ now: () => start });
    books.charge(anIntent(), start);
    (books.ledger() as unknown[]).length = 0;
    expect(books.ledger()).toHaveLength(1);
  });

  it('is the same again from its changes', () => {
    const step = fc.record({
      id: fc.constantFrom('pi_1', 'pi_2', 'pi_3'),
      does: fc.constantFrom('save', 'charge', 'process', 'refund', 'refund later', 'dispute'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const changes: BookChange[] = [];
        let now = start;
        const books = createPaymentBooks({ now: () => now, onChange: (change) => changes.push(change) });
        for (const { id, does } of steps) {
          now += 1_000;
          if (does === 'save') books.saveIntent(anIntent({ id }));
          if (does === 'charge') books.charge(anIntent({ id }), now);
          if (does === 'process') {
            books.saveIntent(anIntent({ id, status: 'processing', settlesAt: now + 1_500 }));
          }
          if (does === 'refund') {
            books.saveRefund(aRefund({ id: `re_${now}`, intentId: id, createdAt: now }), now);
          }
          if (does === 'refund later') {
            const next = { status: 'succeeded', at: now + 1_500 } as const;
            const pending = aRefund({
              id: `re_${now}`,
              intentId: id,
              createdAt: now,
              status: 'pending',
              next,
            });
            books.saveRefund(pending, now);
          }
          if (does === 'dispute') {
            const { status: _, metadata: __, ...facts } = aRefund({ id: `dp_${now}`, intentId: id });
            books.saveDispute(facts);
          }
        }
        const history: BookChange[] = JSON.parse(JSON.stringify(changes));
        const again = createPaymentBooks({ now: () => now, history });
        expect(again.ledger()).toEqual(books.ledger());
        expect(again.intents().map(({ chargeId: _, ...intent }) => intent)).toEqual(
          books.intents().map(({ chargeId: _, ...intent }) => intent),
        );
        expect(again.refunds()).toEqual(books.refunds());
        expect(again.disputes()).toEqual(books.disputes());
      }),
    );
  });
});
