import {
  type CreatedPayment,
  type GatewayPayment,
  type GatewayRefund,
  type PaymentGateway,
  PaymentOutcomeUnknown,
  type RefusedRefund,
  type SpentKey,
} from '../../lib/app/ports/payment-gateway.ts';
import {
  deadlineExceeded,
  dependencyUnavailable,
  unexpectedError,
} from '../../lib/contract/errors/factories.ts';
import { maximumCharge, minimumCharges } from '../../lib/contract/limits.ts';
import type { PaymentFailureReason } from '../../lib/contract/payment-failure-reasons.ts';
import { testPaymentMethods as methods } from '../../lib/contract/test-payment-methods.ts';
import type { Dispute } from '../../lib/domain/dispute.ts';
import type { Money } from '../../lib/domain/money.ts';

/** One movement of money. */
export interface GatewayLedgerEntry extends Money {
  readonly type: 'charge' | 'refund' | 'refund_reversal';
  readonly intentId: string;
  readonly orderId: string;
  /** RFC 3339, UTC. */
  readonly at: string;
}

export interface MemoryPaymentGateway extends PaymentGateway {
  /** Records the customer's action on a payment that waits for it; nothing happens to any other. */
  authenticate(intentId: string, outcome: 'succeeded' | 'failed'): void;
  /** The customer disputes a charge; again: where the dispute stands now, by default `needs_response`. */
  dispute(intentId: string, status?: string): void;
  /** Charges and refunds, oldest first. */
  ledger(): readonly GatewayLedgerEntry[];
}

export interface MemoryPaymentGatewayOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds that a payment or a refund that is not decided at once stays so. */
  readonly processingMs?: number;
}

interface Payment {
  readonly id: string;
  readonly orderId: string;
  readonly amount: Money;
  state: GatewayPayment;
  settlesAt?: number;
  paymentMethod?: string;
  dispute?: Dispute;
}

interface StoredRefund {
  readonly payment: Payment;
  readonly key: string;
  state: GatewayRefund;
  next?: { readonly status: 'succeeded' | 'failed'; readonly at: number };
}

const refundReason = 'expired_or_canceled_card';

const declineReasons: Readonly<Record<string, PaymentFailureReason>> = {
  [methods.declined]: 'generic_decline',
  [methods.insufficientFunds]: 'insufficient_funds',
};

const refused = (problem: string) => dependencyUnavailable('payment-gateway', 1, new Error(problem));

const misused = (problem: string) => unexpectedError(new Error(problem));

const unknown = (problem: string) => new PaymentOutcomeUnknown(new Error(problem));

const amountProblem = ({ amount, currency }: Money): PaymentFailureReason | undefined => {
  if (amount < minimumCharges[currency]) return 'amount_too_small';
  return amount > maximumCharge ? 'amount_too_large' : undefined;
};

/** A payment gateway in this process's memory, for tests and simulation. It knows the test payment methods. */
export const createMemoryPaymentGateway = ({
  now,
  processingMs = 5_000,
}: MemoryPaymentGatewayOptions): MemoryPaymentGateway => {
  const payments = new Map<string, Payment>();
  const created = new Map<string, { readonly request: string; readonly intentId: string }>();
  const confirmed = new Map<string, { readonly request: string; readonly result: GatewayPayment }>();
  const refunds: StoredRefund[] = [];
  const refundAnswers = new Map<
    string,
    { readonly request: string; readonly answer: GatewayRefund | RefusedRefund | SpentKey }
  >();
  const ledger: GatewayLedgerEntry[] = [];

  const enter = (
    type: GatewayLedgerEntry['type'],
    { id, orderId, amount }: Payment,
    at: number,
    moved = amount,
  ) => ledger.push({ type, intentId: id, orderId, ...moved, at: new Date(at).toISOString() });

  const charge = (payment: Payment, at: number): GatewayPayment => {
    payment.state = { status: 'succeeded' };
    delete payment.settlesAt;
    enter('charge', payment, at);
    return payment.state;
  };

  const moveRefund = (refund: StoredRefund, status: GatewayRefund['status'], at: number) => {
    const before = refund.state.status;
    const { amount } = refund.state;
    refund.state = { ...refund.state, status, ...(status === 'failed' && { reason: refundReason }) };
    if (status === 'succeeded') enter('refund', refund.payment, at, amount);
    if (status === 'failed' && before === 'succeeded') enter('refund_reversal', refund.payment, at, amount);
  };

  const settle = () => {
    for (const refund of refunds) {
      const { next } = refund;
      if (!next || next.at > now()) continue;
      delete refund.next;
      moveRefund(refund, next.status, next.at);
    }
    for (const payment of payments.values()) {
      if (payment.settlesAt !== undefined && payment.settlesAt <= now()) charge(payment, payment.settlesAt);
    }
  };

  /** @throws {ServiceError} SYS-003 when the caller has given up, SYS-002 when there is no such payment. */
  const enterCall = (signal: AbortSignal) => {
    if (signal.aborted) throw deadlineExceeded(signal.reason);
    settle();
  };

  const find = (intentId: string): Payment => {
    const payment = payments.get(intentId);
    if (!payment) throw misused(`there is no payment ${intentId}`);
    return payment;
  };

  /** Begins a refund as the payment method of its payment has it. */
  const makeRefund = (payment: Payment, key: string, amount: Money): GatewayRefund => {
    const refund: StoredRefund = {
      payment,
      key,
      state: { refundId: `re_${refunds.length + 1}`, status: 'pending', amount, reference: key },
    };
    refunds.push(refund);
    const at = now() + processingMs;
    switch (payment.paymentMethod) {
      case methods.refundPending:
        refund.next = { status: 'succeeded', at };
        break;
      case methods.refundFails:
        moveRefund(refund, 'failed', now());
        break;
      case methods.refundReturns:
        moveRefund(refund, 'succeeded', now());
        refund.next = { status: 'failed', at };
        break;
      default:
        moveRefund(refund, 'succeeded', now());
    }
    return refund.state;
  };

  const isOpen = ({ state: { status } }: Payment) =>
    status === 'unconfirmed' || status === 'declined' || status === 'requires_action';

  /** @returns the answer that the key stands for from now on. */
  const execute = (payment: Payment, paymentMethod: string): GatewayPayment => {
    payment.paymentMethod = paymentMethod;
    const reason = declineReasons[paymentMethod];
    if (reason !== undefined) {
      payment.state = { status: 'declined', reason };
      return payment.state;
    }
    if (paymentMethod === methods.authenticationRequired) {
      payment.state = { status: 'requires_action', clientSecret: `${payment.id}_secret_1` };
      return payment.state;
    }
    if (paymentMethod === methods.processing) {
      payment.state = { status: 'processing' };
      payment.settlesAt = now() + processingMs;
      return payment.state;
    }
    return charge(payment, now());
  };

  return {
    async create({ key, amount, orderId }, { signal }) {
      enterCall(signal);
      const reason = amountProblem(amount);
      if (reason) return { status: 'declined', reason };
      const request = JSON.stringify([amount, orderId]);
      const before = created.get(key);
      if (before && before.request !== request) throw refused('the key belongs to another payment');
      if (before) return { status: 'created', intentId: before.intentId };
      const id = `pi_${payments.size + 1}`;
      payments.set(id, { id, orderId, amount, state: { status: 'unconfirmed' } });
      created.set(key, { request, intentId: id });
      return { status: 'created', intentId: id } satisfies CreatedPayment;
    },

    async confirm({ key, intentId, paymentMethod }, { signal }) {
      enterCall(signal);
      const payment = find(intentId);
      const request = JSON.stringify([intentId, paymentMethod]);
      const before = confirmed.get(key);
      if (before && before.request !== request) throw unknown('the key belongs to another confirmation');
      if (before) return before.result;
      if (!isOpen(payment)) return payment.state;
      if (paymentMethod === methods.timeoutBeforeCharge) throw unknown('no answer');
      if (paymentMethod === methods.unavailable) throw unknown('the gateway is down');
      if (!Object.values<string>(methods).includes(paymentMethod)) {
        return { status: 'declined', reason: 'invalid_payment_method' };
      }
      const result = execute(payment, paymentMethod);
      confirmed.set(key, { request, result });
      if (paymentMethod === methods.timeoutAfterCharge) throw unknown('no answer');
      return result;
    },

    async retrieve(intentId, { signal }) {
      enterCall(signal);
      return payments.get(intentId)?.state ?? { status: 'missing' };
    },

    async orderOf(intentId, { signal }) {
      enterCall(signal);
      return payments.get(intentId)?.orderId;
    },

    async cancel(intentId, { signal }) {
      enterCall(signal);
      const payment = find(intentId);
      const unconfirmed = payment.state.status === 'unconfirmed' && { unconfirmed: true as const };
      if (isOpen(payment)) payment.state = { status: 'cancelled', ...unconfirmed };
      return payment.state;
    },

    async refund({ key, intentId, amount }, { signal }) {
      enterCall(signal);
      const payment = find(intentId);
      const request = JSON.stringify([intentId, amount]);
      const before = refundAnswers.get(key);
      if (before && before.request !== request) throw unknown('the key belongs to another refund');
      if (before) return before.answer;
      const failsFirst = payment.paymentMethod === methods.refundUnavailable;
      if (failsFirst && ![...refundAnswers.values()].some(({ answer }) => answer.status === 'spent')) {
        refundAnswers.set(key, { request, answer: { status: 'spent' } });
        throw unknown('the gateway failed');
      }
      const made = refunds.filter(({ payment: of, state }) => of === payment && state.status !== 'failed');
      const left = payment.amount.amount - made.reduce((sum, { state }) => sum + state.amount.amount, 0);
      const isRefused = payment.state.status !== 'succeeded' || payment.dispute || amount.amount > left;
      const answer: GatewayRefund | RefusedRefund = isRefused
        ? { status: 'refused', reason: left === 0 ? 'charge_already_refunded' : 'unknown' }
        : makeRefund(payment, key, amount);
      refundAnswers.set(key, { request, answer });
      return answer;
    },

    async retrieveRefund(refundId, { signal }) {
      enterCall(signal);
      return refunds.find(({ state }) => state.refundId === refundId)?.state;
    },

    async listRefunds(intentId, { signal }) {
      enterCall(signal);
      return refunds
        .filter(({ payment }) => payment.id === intentId)
        .map(({ state }) => state)
        .reverse();
    },

    async listDisputes(intentId, { signal }) {
      enterCall(signal);
      const dispute = payments.get(intentId)?.dispute;
      return dispute ? [dispute] : [];
    },

    dispute(intentId, status = 'needs_response') {
      find(intentId).dispute = { id: `dp_${intentId}`, status };
    },

    authenticate(intentId, outcome) {
      const payment = find(intentId);
      if (payment.state.status !== 'requires_action') return;
      if (outcome === 'succeeded') charge(payment, now());
      else payment.state = { status: 'declined', reason: 'authentication_failed' };
    },

    ledger() {
      settle();
      return [...ledger];
    },
  };
};
