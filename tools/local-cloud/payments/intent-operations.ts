import { randomBytes } from 'node:crypto';
import { maximumCharge, minimumCharges } from '../../../lib/contract/limits.ts';
import { raiseDispute } from './dispute-operations.ts';
import { type FormParameters, hashParameter } from './form-body.ts';
import type { PaymentBooks } from './payment-books.ts';
import type { IntentStatus, PaymentError, PaymentIntent } from './payment-intent.ts';
import { behaviourOf, type PaymentMethodBehaviour } from './payment-method-behaviour.ts';
import * as fault from './stripe-fault.ts';

/** An operation that was carried out; its answer may be one that never arrives. */
export interface Executed {
  readonly intent: PaymentIntent;
  readonly answers: boolean;
}

/** `'hang'`: nothing was carried out and there is no answer. */
export type ConfirmResult = Executed | 'hang';

const confirmable: ReadonlySet<IntentStatus> = new Set([
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
]);

const requireKnown = (paymentMethod: string): PaymentMethodBehaviour => {
  const behaviour = behaviourOf(paymentMethod);
  if (!behaviour) throw fault.missingPaymentMethod(paymentMethod);
  return behaviour;
};

/** @throws {StripeFault} */
export const requireIntent = (books: PaymentBooks, id: string, param = 'intent'): PaymentIntent => {
  const intent = books.intent(id);
  if (!intent) throw fault.missing('payment intent', id, param);
  return intent;
};

const parseAmount = (text: string | undefined, currency: string): number => {
  if (text === undefined) throw fault.missingParameter('amount');
  if (!/^\d{1,15}$/.test(text)) throw fault.invalidInteger('amount');
  const amount = Number(text);
  const minimum = new Map(Object.entries(minimumCharges)).get(currency.toUpperCase()) ?? 1;
  if (amount < minimum) throw fault.amountTooSmall(minimum);
  if (amount > maximumCharge) throw fault.amountTooLarge(maximumCharge);
  return amount;
};

const parseCurrency = (currency: string | undefined): string => {
  if (currency === undefined) throw fault.missingParameter('currency');
  if (!/^[a-z]{3}$/.test(currency)) throw fault.invalidCurrency();
  return currency;
};

const decline = (books: PaymentBooks, intent: PaymentIntent, lastError: PaymentError): PaymentIntent => {
  const { paymentMethod: _, ...rest } = intent;
  return books.saveIntent({ ...rest, status: 'requires_payment_method', lastError });
};

/** @param processingMs how long a payment with `pm_sim_processing` stays in process. */
export const confirmIntent = (
  books: PaymentBooks,
  intent: PaymentIntent,
  parameters: FormParameters,
  processingMs: number,
): ConfirmResult => {
  const paymentMethod = parameters.get('payment_method') ?? intent.paymentMethod;
  if (!confirmable.has(intent.status)) throw fault.unexpectedState(intent, 'confirmed');
  if (paymentMethod === undefined) throw fault.unexpectedState(intent, 'confirmed without a payment method');
  const behaviour = requireKnown(paymentMethod);
  if (books.isUsed(paymentMethod)) throw fault.usedPaymentMethod(paymentMethod);
  const { lastError: _, ...rest } = intent;
  const attempted = { ...rest, paymentMethod };
  switch (behaviour.does) {
    case 'charge': {
      const charged = books.charge(attempted, books.now());
      if (behaviour.disputed) raiseDispute(books, charged);
      return { intent: charged, answers: behaviour.answers };
    }
    case 'decline': {
      const { does: __, ...error } = behaviour;
      throw fault.declined(decline(books, intent, error), error);
    }
    case 'authenticate': {
      if (parameters.get('error_on_requires_action') === 'true') {
        const error = { code: 'authentication_required', declineCode: 'authentication_required' } as const;
        throw fault.declined(decline(books, intent, error), error);
      }
      return { intent: books.saveIntent({ ...attempted, status: 'requires_action' }), answers: true };
    }
    case 'process': {
      const settlesAt = books.now() + processingMs;
      return { intent: books.saveIntent({ ...attempted, status: 'processing', settlesAt }), answers: true };
    }
    case 'hang':
      return 'hang';
    case 'fail':
      throw fault.unavailable();
  }
};

export const createIntent = (
  books: PaymentBooks,
  parameters: FormParameters,
  processingMs: number,
): ConfirmResult => {
  const paymentMethod = parameters.get('payment_method');
  if (paymentMethod !== undefined) requireKnown(paymentMethod);
  const currency = parseCurrency(parameters.get('currency'));
  const id = books.newId('pi');
  const intent = books.saveIntent({
    id,
    clientSecret: `${id}_secret_${randomBytes(12).toString('hex')}`,
    amount: parseAmount(parameters.get('amount'), currency),
    currency,
    status: paymentMethod === undefined ? 'requires_payment_method' : 'requires_confirmation',
    metadata: hashParameter(parameters, 'metadata'),
    createdAt: books.now(),
    ...(paymentMethod !== undefined && { paymentMethod }),
  });
  if (parameters.get('confirm') !== 'true') return { intent, answers: true };
  return confirmIntent(books, intent, parameters, processingMs);
};

export const cancelIntent = (books: PaymentBooks, intent: PaymentIntent): Executed => {
  if (!confirmable.has(intent.status)) throw fault.unexpectedState(intent, 'canceled');
  // Stripe documents that any later change of a payment clears its error.
  const { lastError: _, ...rest } = intent;
  const canceled = books.saveIntent({ ...rest, status: 'canceled', canceledAt: books.now() });
  return { intent: canceled, answers: true };
};

/**
 * Records the customer's answer to a request to authenticate.
 * @throws {StripeFault} when the payment does not wait for it.
 */
export const authenticateIntent = (
  books: PaymentBooks,
  intent: PaymentIntent,
  outcome: 'succeeded' | 'failed',
): PaymentIntent => {
  if (intent.status !== 'requires_action') throw fault.unexpectedState(intent, 'authenticated');
  return outcome === 'succeeded'
    ? books.charge(intent, books.now())
    : decline(books, intent, { code: 'payment_intent_authentication_failure' });
};
