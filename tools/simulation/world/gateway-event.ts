import type { WebhookEventType } from '../../../lib/contract/webhooks.ts';

/** An event of the gateway, as its webhooks report it. */
export interface GatewayEvent {
  readonly type: WebhookEventType;
  /** The payment, refund or dispute that it is about. */
  readonly object: object;
}
