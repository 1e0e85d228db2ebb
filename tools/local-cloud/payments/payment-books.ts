import { randomBytes } from 'node:crypto';
import type { Dispute } from './dispute.ts';
import type { PaymentIntent } from './payment-intent.ts';
import { isSingleUse } from './payment-method-behaviour.ts';
import type { Refund } from './refund.ts';

/**
 * One movement of money, in the words of the service's own API. `refund_reversal`: the customer's bank returned a
 * refund. `dispute`: the customer's bank took a charge back.
 */
export interface LedgerEntry {
  readonly type: 'charge' | 'refund' | 'refund_reversal' | 'dispute';
  readonly intentId: string;
  /** From the payment's metadata. */
  readonly orderId: string | null;
  /** Minor units, always positive. */
  readonly amount: number;
  readonly currency: string;
  /** RFC 3339, UTC. */
  readonly at: string;
}

/** One change of the books; applied in their order, the changes make the books. */
export type BookChange =
  | { readonly intent: PaymentIntent }
  | { readonly refund: Refund }
  | { readonly dispute: Dispute }
  | { readonly entry: LedgerEntry };

/** Payments, refunds, disputes, and the ledger of what was really charged and given back. */
export interface PaymentBooks {
  readonly now: () => number;
  newId(prefix: 'pi' | 'ch' | 're' | 'dp'): string;
  intent(id: string): PaymentIntent | undefined;
  /** Oldest first. */
  intents(): readonly PaymentIntent[];
  saveIntent(intent: PaymentIntent): PaymentIntent;
  /** Takes the money. */
  charge(intent: PaymentIntent, at: number): PaymentIntent;
  /** Whether a payment method that can be charged once was charged, or is about to be. */
  isUsed(paymentMethod: string): boolean;
  /** Oldest first. */
  refunds(): readonly Refund[];
  /** Gives money back, or records that it comes back; `at` in milliseconds since 1970. */
  saveRefund(refund: Refund, at: number): Refund;
  /** Oldest first. */
  disputes(): readonly Dispute[];
  /** Takes the money from us. */
  saveDispute(dispute: Dispute): Dispute;
  ledger(): readonly LedgerEntry[];
}

export interface PaymentBooksOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Changes of an earlier run. */
  readonly history?: readonly BookChange[];
  readonly onChange?: (change: BookChange) => void;
}

export const createPaymentBooks = ({
  now,
  history = [],
  onChange = () => {},
}: PaymentBooksOptions): PaymentBooks => {
  const intents = new Map<string, PaymentIntent>();
  const inProcess = new Set<string>();
  const used = new Set<string>();
  const refunds = new Map<string, Refund>();
  const unfinished = new Set<string>();
  const disputes: Dispute[] = [];
  const ledger: LedgerEntry[] = [];

  const applyIntent = (intent: PaymentIntent) => {
    const { id, settlesAt, chargeId, paymentMethod } = intent;
    intents.set(id, intent);
    if (settlesAt === undefined) inProcess.delete(id);
    else inProcess.add(id);
    const charged = chargeId !== undefined || settlesAt !== undefined;
    if (charged && paymentMethod !== undefined && isSingleUse(paymentMethod)) used.add(paymentMethod);
  };

  const applyRefund = (refund: Refund) => {
    refunds.set(refund.id, refund);
    if (refund.next === undefined) unfinished.delete(refund.id);
    else unfinished.add(refund.id);
  };

  const apply = (change: BookChange) => {
    if ('intent' in change) applyIntent(change.intent);
    else if ('refund' in change) applyRefund(change.refund);
    else if ('dispute' in change) disputes.push(change.dispute);
    else ledger.push(change.entry);
  };
  for (const change of history) apply(change);

  const record = (change: BookChange) => {
    apply(change);
    onChange(change);
  };

  const enter = (type: LedgerEntry['type'], intent: PaymentIntent, amount: number, at: number) => {
    const currency = intent.currency.toUpperCase();
    const orderId = intent.metadata['orderId'] ?? null;
    record({
      entry: { type, intentId: intent.id, orderId, amount, currency, at: new Date(at).toISOString() },
    });
  };

  const newId: PaymentBooks['newId'] = (prefix) => `${prefix}_${randomBytes(12).toString('hex')}`;

  const saveIntent = (intent: PaymentIntent) => {
    record({ intent });
    return intent;
  };

  const charge = ({ settlesAt: _, ...intent }: PaymentIntent, at: number) => {
    const charged = saveIntent({ ...intent, status: 'succeeded', chargeId: newId('ch') });
    enter('charge', charged, charged.amount, at);
    return charged;
  };

  const saveRefund = (refund: Refund, at: number) => {
    const before = refunds.get(refund.id)?.status;
    record({ refund });
    const intent = intents.get(refund.intentId);
    if (!intent || before === refund.status) return refund;
    if (refund.status === 'succeeded') enter('refund', intent, refund.amount, at);
    if (before === 'succeeded') enter('refund_reversal', intent, refund.amount, at);
    return refund;
  };

  /** No timer settles payments and refunds: the next read of the books settles them. */
  const settle = () => {
    for (const id of inProcess) {
      const intent = intents.get(id);
      if (intent?.settlesAt !== undefined && intent.settlesAt <= now()) charge(intent, intent.settlesAt);
    }
    for (const id of unfinished) {
      const refund = refunds.get(id);
      if (!refund?.next || refund.next.at > now()) continue;
      const { next, ...rest } = refund;
      saveRefund({ ...rest, status: next.status }, next.at);
    }
  };

  const afterSettling = <T>(read: () => T): T => {
    settle();
    return read();
  };

  return {
    now,
    newId,
    intent: (id) => afterSettling(() => intents.get(id)),
    intents: () => afterSettling(() => [...intents.values()]),
    saveIntent,
    charge,
    isUsed: (paymentMethod) => used.has(paymentMethod),
    refunds: () => afterSettling(() => [...refunds.values()]),
    saveRefund,
    disputes: () => [...disputes],
    saveDispute(dispute) {
      record({ dispute });
      const intent = intents.get(dispute.intentId);
      if (intent) enter('dispute', intent, dispute.amount, dispute.createdAt);
      return dispute;
    },
    ledger: () => afterSettling(() => [...ledger]),
  };
};
