import { disputesOf } from './dispute-operations.ts';
import { type FormParameters, hashParameter } from './form-body.ts';
import { requireIntent } from './intent-operations.ts';
import type { PaymentBooks } from './payment-books.ts';
import type { PaymentIntent } from './payment-intent.ts';
import { behaviourOf, type RefundBehaviour } from './payment-method-behaviour.ts';
import type { Refund } from './refund.ts';
import * as fault from './stripe-fault.ts';

const parseAmount = (text: string): number => {
  const amount = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (amount < 1) throw fault.invalidInteger('amount');
  return amount;
};

const refundBehaviour = ({ paymentMethod = '' }: PaymentIntent): RefundBehaviour => {
  const behaviour = behaviourOf(paymentMethod);
  return behaviour?.does === 'charge' ? behaviour.refunds : 'succeed';
};

/** @param at when a refund that is not finished at once is, in milliseconds since 1970. */
const progressOf = (behaviour: RefundBehaviour, at: number): Pick<Refund, 'status' | 'next'> => {
  switch (behaviour) {
    case 'pend':
      return { status: 'pending', next: { status: 'succeeded', at } };
    case 'fail':
      return { status: 'failed' };
    case 'fail-later':
      return { status: 'succeeded', next: { status: 'failed', at } };
    case 'succeed':
    case 'error':
      return { status: 'succeeded' };
  }
};

/** Creates refunds. @param processingMs how long a refund that is not finished at once takes. */
export const createRefunds = (books: PaymentBooks, processingMs: number) => {
  const failed = new Set<string>();

  /**
   * Gives back what is left of a charge, or the part of it that is asked for.
   * @throws {StripeFault}
   */
  return (parameters: FormParameters): Refund => {
    const intentId = parameters.get('payment_intent');
    if (intentId === undefined) throw fault.missingParameter('payment_intent');
    const intent = requireIntent(books, intentId, 'payment_intent');
    if (intent.chargeId === undefined) throw fault.notCharged(intentId);
    if (disputesOf(books, intentId).length > 0) throw fault.disputed(intent.chargeId);
    const before = books
      .refunds()
      .filter((refund) => refund.intentId === intentId && refund.status !== 'failed');
    const left = intent.amount - before.reduce((sum, { amount }) => sum + amount, 0);
    if (left === 0) throw fault.alreadyRefunded(intent.chargeId);
    const asked = parameters.get('amount');
    const amount = asked === undefined ? left : parseAmount(asked);
    if (amount > left) throw fault.refundTooLarge(amount, left);
    const behaviour = refundBehaviour(intent);
    if (behaviour === 'error' && !failed.has(intentId)) {
      failed.add(intentId);
      throw fault.unavailable();
    }
    const now = books.now();
    const refund = {
      id: books.newId('re'),
      intentId,
      chargeId: intent.chargeId,
      amount,
      currency: intent.currency,
      metadata: hashParameter(parameters, 'metadata'),
      createdAt: now,
      ...progressOf(behaviour, now + processingMs),
    };
    return books.saveRefund(refund, now);
  };
};

/** @throws {StripeFault} */
export const requireRefund = (books: PaymentBooks, id: string): Refund => {
  const refund = books.refunds().find((candidate) => candidate.id === id);
  if (!refund) throw fault.missing('refund', id, 'refund');
  return refund;
};
