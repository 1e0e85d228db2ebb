import type { MetricLabels } from './metrics.ts';

/** Header with the time of a webhook and its signatures. @see https://docs.stripe.com/webhooks/signature */
export const webhookSignatureHeader = 'Stripe-Signature';

/** How long after its signature a webhook is accepted, in seconds: a recorded one is worthless after that. */
export const webhookToleranceSeconds = 300;

/** Largest webhook in bytes. */
export const maxWebhookBytes = 256 * 1024;

/** Reasons for which a webhook is refused. */
export type WebhookRefusal = 'signature' | 'body';

/**
 * Events of the payment gateway after which money may have moved, by what they are about. Every other type is accepted
 * and ignored. The endpoint at the gateway subscribes to these.
 * @see https://docs.stripe.com/api/events/types
 */
export const webhookEventTypes = {
  'payment_intent.succeeded': 'payment',
  'payment_intent.payment_failed': 'payment',
  'payment_intent.canceled': 'payment',
  'charge.refunded': 'refund',
  'charge.refund.updated': 'refund',
  'refund.created': 'refund',
  'refund.updated': 'refund',
  'refund.failed': 'refund',
  'charge.dispute.created': 'dispute',
  'charge.dispute.updated': 'dispute',
  'charge.dispute.closed': 'dispute',
  'charge.dispute.funds_withdrawn': 'dispute',
  'charge.dispute.funds_reinstated': 'dispute',
} as const;

/** The gateway's name of an event that is about a payment. */
export type WebhookEventType = keyof typeof webhookEventTypes;

/** Subjects of an event. */
export type WebhookSubject = (typeof webhookEventTypes)[WebhookEventType];

/** Subject of the events of a type; `undefined` for a type that is ignored. */
export const webhookSubject = (type: string): WebhookSubject | undefined =>
  Object.hasOwn(webhookEventTypes, type) ? webhookEventTypes[type as WebhookEventType] : undefined;

/**
 * Outcome of a webhook. `settled`: it led to a payment of ours. `unknown`: the payment is none of ours. `ignored`: its
 * type concerns no money.
 */
export type WebhookOutcome = MetricLabels<'order_service_webhooks_total'>['outcome'];
