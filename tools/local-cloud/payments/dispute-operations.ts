import type { Dispute } from './dispute.ts';
import type { PaymentBooks } from './payment-books.ts';
import type { PaymentIntent } from './payment-intent.ts';
import * as fault from './stripe-fault.ts';

export const disputesOf = (books: PaymentBooks, intentId: string): readonly Dispute[] =>
  books.disputes().filter((dispute) => dispute.intentId === intentId);

/**
 * The customer disputes a charge, once.
 * @throws {StripeFault} when nothing was charged, or it is disputed already.
 */
export const raiseDispute = (books: PaymentBooks, intent: PaymentIntent): Dispute => {
  const { id: intentId, chargeId, amount, currency } = intent;
  if (chargeId === undefined) throw fault.notCharged(intentId);
  if (disputesOf(books, intentId).length > 0) throw fault.disputed(chargeId);
  return books.saveDispute({
    id: books.newId('dp'),
    intentId,
    chargeId,
    amount,
    currency,
    createdAt: books.now(),
  });
};
