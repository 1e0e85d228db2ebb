import type { WebhookEventType } from '../../../lib/contract/webhooks.ts';
import { createDisputes } from './gateway-disputes.ts';
import type { GatewayEvent } from './gateway-event.ts';
import { type Intent, isTried, secretSuffix, showIntent } from './gateway-intent.ts';
import type { World } from './world.ts';

/** A movement of money at the gateway. */
export interface LedgerEntry {
  readonly type: 'charge' | 'refund';
  readonly orderId: string;
  readonly intentId: string;
  /** In minor units. */
  readonly amount: number;
}

interface RefusalFacts {
  readonly status: number;
  readonly type: string;
  readonly code?: string;
  readonly declineCode?: string;
}

/** An error that the gateway answers. */
export class GatewayRefusal extends Error {
  override readonly name = 'GatewayRefusal';
  readonly facts: RefusalFacts;

  constructor(facts: RefusalFacts) {
    super(`the gateway answers ${facts.status} ${facts.code ?? facts.type}`);
    this.facts = facts;
  }
}

interface StoredRefund {
  readonly id: string;
  readonly intentId: string;
  readonly amount: number;
  readonly currency: 'usd';
  readonly metadata: Readonly<Record<string, string>>;
  status: 'pending' | 'succeeded' | 'failed';
  failure_reason?: string;
}

export type GatewayBooks = ReturnType<typeof createGatewayBooks>;

/** Longest time that a payment or a refund stays undecided, in milliseconds. */
const undecidedMs = 120_000;

/** Time after which a bank returns a refund, in milliseconds: no request is still working on it. */
const returnMs = [120_000, 420_000] as const;

const cardDeclined = (declineCode: string) =>
  new GatewayRefusal({ status: 402, type: 'card_error', code: 'card_declined', declineCode });

const invalid = (code: string, status = 400) =>
  new GatewayRefusal({ status, type: 'invalid_request_error', code });

/**
 * Books of the gateway: payments, refunds, disputes, answers by key, and the money that has moved.
 * @param emit called with each event.
 */
export const createGatewayBooks = (world: World, emit: (event: GatewayEvent) => void = () => {}) => {
  const intents = new Map<string, Intent>();
  const refunds = new Map<string, StoredRefund>();
  const answers = new Map<string, () => object>();
  const ledger: LedgerEntry[] = [];
  const returned: string[] = [];

  const once = <T extends object>(key: string, work: () => T): T => {
    const known = answers.get(key);
    if (known) return known() as T;
    try {
      const answer = structuredClone(work());
      answers.set(key, () => answer);
      return answer;
    } catch (failure) {
      // Errors are kept under their key as well, those of the gateway included.
      answers.set(key, () => {
        throw failure;
      });
      throw failure;
    }
  };

  const find = (id: string): Intent => {
    const intent = intents.get(id);
    if (!intent) throw invalid('resource_missing', 404);
    return intent;
  };
  const tell = (type: WebhookEventType, intent: Intent) => emit({ type, object: showIntent(intent) });
  const tellRefund = (type: WebhookEventType, refund: StoredRefund) =>
    emit({ type, object: { object: 'refund', ...refund, payment_intent: refund.intentId } });

  const move = (type: LedgerEntry['type'], { id: intentId, orderId }: Intent, amount: number) => {
    ledger.push({ type, orderId, intentId, amount });
    world.note('gateway', `${type}s ${amount} for ${orderId}`);
  };
  const later = (work: () => void) => world.time.after(world.draws.between(1_000, undecidedMs), work);
  const disputes = createDisputes(later, emit);
  const charge = (intent: Intent) => {
    intent.status = 'succeeded';
    move('charge', intent, intent.amount);
    tell('payment_intent.succeeded', intent);
    if (world.strikes('chargeDisputed', 'charge')) disputes.open(intent.id, world.draws.chance(0.5));
  };
  const fail = (intent: Intent, error: Intent['error']) => {
    intent.status = 'requires_payment_method';
    intent.error = error;
    tell('payment_intent.payment_failed', intent);
  };
  const decline = (intent: Intent, declineCode: string) =>
    fail(intent, { code: 'card_declined', decline_code: declineCode });

  const decide = (intent: Intent, method: string) => {
    intent.method = method;
    if (method.startsWith('pm_card_authenticationRequired')) {
      intent.status = 'requires_action';
      intent.error = undefined;
      return;
    }
    if (method.startsWith('pm_card_chargeDeclined')) {
      decline(intent, 'insufficient_funds');
      throw cardDeclined('insufficient_funds');
    }
    if (method.startsWith('pm_sim_unavailable')) throw new GatewayRefusal({ status: 500, type: 'api_error' });
    if (method.startsWith('pm_sim_processing')) {
      intent.status = 'processing';
      const succeeds = world.draws.chance(0.6);
      later(() => (succeeds ? charge(intent) : decline(intent, 'generic_decline')));
      return;
    }
    charge(intent);
  };

  const failRefund = (refund: StoredRefund) => {
    refund.status = 'failed';
    refund.failure_reason = 'expired_or_canceled_card';
    tellRefund('refund.failed', refund);
  };
  const returnRefund = (refund: StoredRefund) => {
    world.note('gateway', `gets ${refund.amount} of refund ${refund.id} back`);
    returned.push(refund.id);
    failRefund(refund);
  };

  const finishRefund = (refund: StoredRefund, intent: Intent) => {
    if (/^pm_sim_refund_(?:fails|pending_fails)/.test(intent.method)) {
      failRefund(refund);
      return;
    }
    refund.status = 'succeeded';
    move('refund', intent, refund.amount);
    tellRefund('refund.updated', refund);
    if (world.strikes('refundReturned', 'refund'))
      world.time.after(world.draws.between(...returnMs), () => returnRefund(refund));
  };

  return {
    ledger: ledger as readonly LedgerEntry[],
    /** Ids of the refunds whose money banks have returned. */
    returned: returned as readonly string[],
    create: (key: string, amount: number, orderId: string) =>
      once(key, () => {
        const id = `pi_${intents.size + 1}`;
        const intent: Intent = { id, orderId, amount, status: 'requires_payment_method', method: '' };
        intents.set(id, intent);
        return showIntent(intent);
      }),
    retrieve: (id: string) => {
      const intent = find(id);
      intent.foundDeclined ??= intent.error !== undefined;
      return showIntent(intent);
    },
    confirm: (key: string, id: string, method: string) =>
      once(key, () => {
        const intent = find(id);
        if (intent.status !== 'requires_payment_method') throw invalid('payment_intent_unexpected_state');
        decide(intent, method);
        return showIntent(intent);
      }),
    cancel(id: string) {
      const intent = find(id);
      if (intent.status !== 'requires_payment_method' && intent.status !== 'requires_action')
        throw invalid('payment_intent_unexpected_state');
      intent.status = 'canceled';
      // Stripe documents that any later change of a payment clears its error.
      intent.error = undefined;
      tell('payment_intent.canceled', intent);
      return showIntent(intent);
    },
    /**
     * The customer acts at their bank, with the secret of the payment. After a failure, the secret also confirms the payment
     * with another card. Too late, it has no effect.
     */
    authenticate(clientSecret: string, succeeds: boolean) {
      const intent = find(clientSecret.slice(0, -secretSuffix.length));
      const hasFailed = intent.status === 'requires_payment_method' && intent.error !== undefined;
      if (intent.status !== 'requires_action' && !hasFailed) return;
      if (succeeds) charge(intent);
      else fail(intent, { code: 'payment_intent_authentication_failure' });
    },
    disputesOf: disputes.of,
    disputes: disputes.all,
    /** Whether a payment was confirmed, and the gateway has carried this out. */
    wasConfirmed: (intentId: string) => isTried(find(intentId)),
    /** Whether the first look-up of a payment showed a decline. */
    wasFoundDeclined: (intentId: string) => find(intentId).foundDeclined === true,
    /** Whether the gateway could not make a refund of a payment. */
    hasFailedRefund: (intentId: string) =>
      [...refunds.values()].some((refund) => refund.intentId === intentId && refund.status === 'failed'),
    refund: (key: string, intentId: string, amount: number, metadata: StoredRefund['metadata']) =>
      once(key, () => {
        const intent = find(intentId);
        const given = [...refunds.values()]
          .filter((refund) => refund.intentId === intentId && refund.status !== 'failed')
          .reduce((sum, refund) => sum + refund.amount, 0);
        if (disputes.isDisputed(intentId)) throw invalid('charge_disputed');
        if (intent.status !== 'succeeded' || amount > intent.amount - given)
          throw invalid('charge_already_refunded');
        const id = `re_${refunds.size + 1}`;
        const refund: StoredRefund = { id, intentId, amount, currency: 'usd', metadata, status: 'pending' };
        refunds.set(id, refund);
        tellRefund('refund.created', refund);
        if (intent.method.startsWith('pm_sim_refund_pending')) later(() => finishRefund(refund, intent));
        else finishRefund(refund, intent);
        return refund;
      }),
    retrieveRefund(id: string): object {
      const refund = refunds.get(id);
      if (!refund) throw invalid('resource_missing', 404);
      return { ...refund };
    },
    /** Newest first. */
    refundsOf: (intentId: string): object[] =>
      [...refunds.values()]
        .filter((refund) => refund.intentId === intentId)
        .map((refund) => ({ ...refund }))
        .reverse(),
  };
};
