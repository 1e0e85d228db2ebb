import type { WebhookOutcome, WebhookSubject } from '../../contract/webhooks.ts';
import type { CallOptions } from '../../platform/call-options.ts';

/** A message as it was received: its bytes, and the signature that came with it. */
export interface SignedMessage {
  readonly body: Uint8Array;
  readonly signature: string | undefined;
}

/** A payment at the gateway after which to look, because money may have moved. */
export interface NoticedPayment {
  readonly subject: WebhookSubject;
  readonly intentId: string;
  /** The order, if the message names it. */
  readonly orderId?: string | undefined;
}

/** A message of the gateway about money. It says where to look; amounts and states in it are not read. */
export interface PaymentNotice {
  /** The gateway's id of the event; the same when it is sent again. */
  readonly id: string;
  /** The gateway's name of what happened. */
  readonly type: string;
  /** Absent when it concerns no payment. */
  readonly about?: NoticedPayment | undefined;
}

/**
 * Reads a message that the gateway signed.
 * @throws {ServiceError} VAL-003 when it is not signed by the gateway, too old or not an event; SYS-002 or SYS-003 when
 *   the secret cannot be had.
 */
export type ReadPaymentNotice = (message: SignedMessage, options: CallOptions) => Promise<PaymentNotice>;

/** Result of reading a message; `notice` is absent when it is refused. */
export interface NoticeResult {
  readonly outcome: WebhookOutcome;
  readonly notice?: PaymentNotice;
  readonly orderId?: string | undefined;
}
