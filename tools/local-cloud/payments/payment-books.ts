import { randomBytes } from 'node:crypto';
import type { PaymentIntent } from './payment-intent.ts';
import type { Refund } from './refund.ts';

/** One movement of money, in the words of the service's own API. */
export interface LedgerEntry {
  readonly type: 'charge' | 'refund';
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
  | { readonly entry: LedgerEntry };

/** Payments, refunds, and the ledger of what was really charged and given back. */
export interface PaymentBooks {
  readonly now: () => number;
  newId(prefix: 'pi' | 'ch' | 're'): string;
  intent(id: string): PaymentIntent | undefined;
  /** Oldest first. */
  intents(): readonly PaymentIntent[];
  saveIntent(intent: PaymentIntent): PaymentIntent;
  /** Takes the money. */
  charge(intent: PaymentIntent, at: number): PaymentIntent;
  /** Oldest first. */
  refunds(): readonly Refund[];
  /** Gives money back. */
  saveRefund(refund: Refund): Refund;
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
  const refunds = new Map<string, Refund>();
  const ledger: LedgerEntry[] = [];

  const apply = (change: BookChange) => {
    if ('intent' in change) {
      const { id, settlesAt } = change.intent;
      intents.set(id, change.intent);
      if (settlesAt === undefined) inProcess.delete(id);
      else inProcess.add(id);
    } else if ('refund' in change) refunds.set(change.refund.id, change.refund);
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

  /** No timer settles a payment: the next read of the books settles it. */
  const settle = () => {
    for (const id of inProcess) {
      const intent = intents.get(id);
      if (intent?.settlesAt !== undefined && intent.settlesAt <= now()) charge(intent, intent.settlesAt);
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
    refunds: () => [...refunds.values()],
    saveRefund(refund) {
      record({ refund });
      const intent = intents.get(refund.intentId);
      if (intent) enter('refund', intent, refund.amount, refund.createdAt);
      return refund;
    },
    ledger: () => afterSettling(() => [...ledger]),
  };
};
