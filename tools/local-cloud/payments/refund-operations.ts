import type { FormParameters } from './form-body.ts';
import { requireIntent } from './intent-operations.ts';
import type { PaymentBooks } from './payment-books.ts';
import type { Refund } from './refund.ts';
import * as fault from './stripe-fault.ts';

const parseAmount = (text: string): number => {
  const amount = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (amount < 1) throw fault.invalidInteger('amount');
  return amount;
};

/** Gives back what is left of a charge, or the part of it that is asked for. */
export const createRefund = (books: PaymentBooks, parameters: FormParameters): Refund => {
  const intentId = parameters.get('payment_intent');
  if (intentId === undefined) throw fault.missingParameter('payment_intent');
  const intent = requireIntent(books, intentId, 'payment_intent');
  if (intent.chargeId === undefined) throw fault.notCharged(intentId);
  const before = books.refunds().filter((refund) => refund.intentId === intentId);
  const left = intent.amount - before.reduce((sum, { amount }) => sum + amount, 0);
  if (left === 0) throw fault.alreadyRefunded(intent.chargeId);
  const asked = parameters.get('amount');
  const amount = asked === undefined ? left : parseAmount(asked);
  if (amount > left) throw fault.refundTooLarge(amount, left);
  return books.saveRefund({
    id: books.newId('re'),
    intentId,
    chargeId: intent.chargeId,
    amount,
    currency: intent.currency,
    createdAt: books.now(),
  });
};
