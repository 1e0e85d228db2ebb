import { renderDispute } from '../dispute.ts';
import type { BookChange } from '../payment-books.ts';
import { type IntentStatus, type PaymentIntent, renderIntent } from '../payment-intent.ts';
import { type Refund, renderRefund } from '../refund.ts';

/** An event of the gateway, with its object as the API answers it. */
export interface WebhookEvent {
  readonly type: string;
  readonly object: unknown;
}

const intentEvents: Readonly<Record<IntentStatus, string | undefined>> = {
  requires_payment_method: 'payment_intent.payment_failed',
  requires_confirmation: undefined,
  requires_action: 'payment_intent.requires_action',
  processing: 'payment_intent.processing',
  succeeded: 'payment_intent.succeeded',
  canceled: 'payment_intent.canceled',
};

const ofIntent = (intent: PaymentIntent, before: PaymentIntent | undefined): readonly string[] => {
  if (!before) return ['payment_intent.created'];
  const { status, lastError } = intent;
  // A payment that was declined again has the same status as before, and another error.
  if (status === before.status && (lastError === undefined || lastError === before.lastError)) return [];
  return [intentEvents[status]].filter((type) => type !== undefined);
};

const ofRefund = (refund: Refund, before: Refund | undefined): readonly string[] => {
  if (!before) return ['refund.created'];
  if (refund.status === before.status) return [];
  return refund.status === 'failed' ? ['refund.updated', 'refund.failed'] : ['refund.updated'];
};

/**
 * Tells the events of each change of the books.
 * @param history changes of an earlier run, whose events were reported then.
 */
export const createWebhookEvents = (
  history: readonly BookChange[] = [],
): ((change: BookChange) => readonly WebhookEvent[]) => {
  const intents = new Map<string, PaymentIntent>();
  const refunds = new Map<string, Refund>();
  const tell = (change: BookChange): readonly WebhookEvent[] => {
    if ('intent' in change) {
      const { intent } = change;
      const types = ofIntent(intent, intents.get(intent.id));
      intents.set(intent.id, intent);
      return types.map((type) => ({ type, object: renderIntent(intent) }));
    }
    if ('refund' in change) {
      const { refund } = change;
      const types = ofRefund(refund, refunds.get(refund.id));
      refunds.set(refund.id, refund);
      return types.map((type) => ({ type, object: renderRefund(refund) }));
    }
    if ('dispute' in change) {
      return [{ type: 'charge.dispute.created', object: renderDispute(change.dispute) }];
    }
    return [];
  };
  for (const change of history) tell(change);
  return tell;
};
