import type { GatewayDeclineCode } from '../../../lib/contract/gateway-declines.ts';
import type { GatewayErrorCode } from '../../../lib/contract/gateway-errors.ts';

export type IntentStatus =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'processing'
  | 'succeeded'
  | 'canceled';

export interface PaymentError {
  readonly code: GatewayErrorCode;
  readonly declineCode?: GatewayDeclineCode;
}

/** A payment as the simulator keeps it. Times in milliseconds since 1970. */
export interface PaymentIntent {
  readonly id: string;
  readonly clientSecret: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly status: IntentStatus;
  readonly metadata: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly paymentMethod?: string;
  readonly lastError?: PaymentError;
  readonly chargeId?: string;
  readonly canceledAt?: number;
  /** When a payment in status `processing` takes the money. */
  readonly settlesAt?: number;
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1_000);

const renderError = ({ code, declineCode }: PaymentError) => ({
  type: 'card_error',
  code,
  ...(declineCode !== undefined && { decline_code: declineCode }),
  message: `The card was declined: ${declineCode ?? code}.`,
});

/** The intent as the API answers it. */
export const renderIntent = (intent: PaymentIntent) => ({
  id: intent.id,
  object: 'payment_intent',
  amount: intent.amount,
  amount_received: intent.status === 'succeeded' ? intent.amount : 0,
  canceled_at: intent.canceledAt === undefined ? null : seconds(intent.canceledAt),
  capture_method: 'automatic',
  client_secret: intent.clientSecret,
  confirmation_method: 'automatic',
  created: seconds(intent.createdAt),
  currency: intent.currency,
  last_payment_error: intent.lastError ? renderError(intent.lastError) : null,
  latest_charge: intent.chargeId ?? null,
  livemode: false,
  metadata: intent.metadata,
  next_action: intent.status === 'requires_action' ? { type: 'use_stripe_sdk' } : null,
  payment_method: intent.paymentMethod ?? null,
  payment_method_types: ['card'],
  status: intent.status,
});
