import { type ErrorCode, errorRegistry } from '../../lib/contract/errors/registry.ts';
import { paymentFailureReason, paymentFailureReasons } from '../../lib/contract/payment-failure-reasons.ts';
import type { AttemptState } from '../../lib/domain/payment-attempt.ts';
import type { ConsoleDefinition, PaymentTry, SubjectNotice } from './console/console-definition.ts';

/** Marks of Markdown that a line of the console does not show. */
const plain = (text: string): string => text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');

const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorRegistry, code);

/** Cause of an error in words, with the next step where there is one. */
export const explainError: NonNullable<ConsoleDefinition['explainError']> = (code, details) => {
  if (!isCode(code)) return undefined;
  if (code !== 'ORD-005') return plain(errorRegistry[code].when);
  const reason = paymentFailureReasons[paymentFailureReason(String(details?.['reason']))];
  return `${reason} No money was charged. Pay the order with another payment method.`;
};

/** Fields of stored orders and attempts that show the state of a payment. */
interface StoredItem {
  readonly sk?: unknown;
  readonly status?: unknown;
  readonly expiresAt?: string;
  readonly number?: number;
  readonly createdAt?: string;
  readonly state?: AttemptState;
  readonly paymentMethod?: string;
  readonly declineReason?: string;
  readonly payment?: { readonly awaitsCustomer?: boolean };
}

/** Attempts to pay an order, the first one first. */
export const paymentTries = (items: readonly Readonly<Record<string, unknown>>[]): readonly PaymentTry[] =>
  (items as readonly StoredItem[])
    .filter(({ sk }) => String(sk).startsWith('ATTEMPT#'))
    .map(({ number = 0, createdAt = '', paymentMethod = '', state = '', declineReason }) => ({
      number,
      at: createdAt,
      method: paymentMethod,
      state,
      ...(declineReason !== undefined && { reason: paymentFailureReason(declineReason) }),
    }));

const clockOf = (time: string | undefined): string => time?.slice(11, 19) ?? '';

/** How the last attempt to pay a pending order stands, and what can be done about it. */
export const paymentNotice = (
  items: readonly Readonly<Record<string, unknown>>[],
): SubjectNotice | undefined => {
  const stored = items as readonly StoredItem[];
  const order = stored.find(({ sk }) => sk === 'ORDER');
  const attempt = stored.findLast(({ sk }) => String(sk).startsWith('ATTEMPT#'));
  if (order?.status !== 'pending' || !attempt) return undefined;
  const { state, paymentMethod, declineReason } = attempt;
  const until = `until ${clockOf(order.expiresAt)} UTC; the order expires then`;
  if (state === 'declined') {
    const reason = paymentFailureReason(declineReason);
    return {
      title: `Payment failed: ${reason}`,
      text: `${paymentFailureReasons[reason]} The payment method was ${paymentMethod}. No money was charged.`,
      next: `Pay with another payment method ${until}.`,
    };
  }
  if (state === 'not_charged') {
    return {
      title: 'The payment was not made',
      text: `The attempt with ${paymentMethod} ended without a charge. The timeline of its request shows the cause.`,
      next: `Pay again ${until}.`,
    };
  }
  if (order.payment?.awaitsCustomer) {
    return {
      title: 'The bank asks the customer to authenticate',
      text: `The payment with ${paymentMethod} waits for the customer.`,
      next: `Authenticate, or fail the authentication, ${until}.`,
    };
  }
  return {
    title: 'The outcome of the payment is unknown',
    text: `The payment gateway has not answered for ${paymentMethod}. The order cannot be paid again before the outcome is known.`,
    next: 'The job reconcile-payments asks the gateway; run it in the view of scheduled jobs.',
  };
};
