import { type FormParameters, hashParameter } from './form-body.ts';
import type { PaymentBooks } from './payment-books.ts';
import type { IntentStatus, PaymentIntent } from './payment-intent.ts';
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

const maxAmount = 99_999_999;

const requireKnown = (paymentMethod: string): PaymentMethodBehaviour => {
  const behaviour = behaviourOf(paymentMethod);
  if (!behaviour) throw fault.missingPaymentMethod(paymentMethod);
  return behaviour;
};

/** @throws {StripeFault} */
export const requireIntent = (books: PaymentBooks, id: string, param?: string): PaymentIntent => {
  const intent = books.intent(id);
  if (!intent) throw fault.missingIntent(id, param);
  return intent;
};

const parseAmount = (text: string | undefined): number => {
  if (text === undefined) throw fault.missingParameter('amount');
  const amount = /^\d{1,8}$/.test(text) ? Number(text) : 0;
  if (amount < 1 || amount > maxAmount) throw fault.invalidInteger('amount');
  return amount;
};

const parseCurrency = (currency: string | undefined): string => {
  if (currency === undefined) throw fault.missingParameter('currency');
  if (!/^[a-z]{3}$/.test(currency)) throw fault.invalidCurrency();
  return currency;
};

const decline = (books: PaymentBooks, intent: PaymentIntent, code: string, declineCode: string) => {
  const { paymentMethod: _, ...rest } = intent;
  const failed = books.saveIntent({
    ...rest,
    status: 'requires_payment_method',
    lastError: { code, declineCode },
  });
  return fault.declined(failed, code, declineCode);
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
  const { lastError: _, ...rest } = intent;
  const attempted = { ...rest, paymentMethod };
  switch (behaviour.does) {
    case 'charge':
      return { intent: books.charge(attempted, books.now()), answers: behaviour.answers };
    case 'decline':
      throw decline(books, intent, behaviour.code, behaviour.declineCode);
    case 'authenticate': {
      const required = 'authentication_required';
      if (parameters.get('error_on_requires_action') === 'true') {
        throw decline(books, intent, required, required);
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
  const intent = books.saveIntent({
    id: books.newId('pi'),
    amount: parseAmount(parameters.get('amount')),
    currency: parseCurrency(parameters.get('currency')),
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
  const canceled = books.saveIntent({ ...intent, status: 'canceled', canceledAt: books.now() });
  return { intent: canceled, answers: true };
};
