import * as z from 'zod';
import type { GatewayRefund, RefusedRefund, SpentKey } from '../../app/ports/payment-gateway.ts';
import type { GatewayError } from './gateway-error.ts';
import { currencySchema, parseAnswer } from './parse-answer.ts';

/** Name of the metadata of a refund that holds the key of its request. */
export const referenceName = 'reference';

const refundSchema = z.object({
  id: z.string().min(1),
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
  failure_reason: z.string().nullish(),
  amount: z.int().min(0),
  currency: currencySchema,
  metadata: z.record(z.string(), z.string()).nullish(),
});

const refundListSchema = z.object({ data: z.array(refundSchema) });

/** `requires_action`: the gateway waits for details of the customer's account. */
const statuses = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
} as const;

/** The reason is part of an event, so it is one of the gateway's codes. */
const reasonFrom = (code: string | null | undefined): string =>
  code && /^[a-z0-9_]{1,64}$/.test(code) ? code : 'unknown';

const toRefund = ({
  id,
  status,
  failure_reason: reason,
  amount,
  currency,
  metadata,
}: z.output<typeof refundSchema>): GatewayRefund => {
  const reference = metadata?.[referenceName];
  return {
    refundId: id,
    status: statuses[status],
    ...(statuses[status] === 'failed' && { reason: status === 'canceled' ? 'canceled' : reasonFrom(reason) }),
    amount: { amount, currency },
    ...(reference !== undefined && { reference }),
  };
};

/**
 * Reads a refund.
 * @throws {GatewayError} `malformed`
 */
export const refundOf = (answer: unknown): GatewayRefund => toRefund(parseAnswer(refundSchema, answer));

/**
 * Reads a list of refunds.
 * @throws {GatewayError} `malformed`
 */
export const refundsOf = (answer: unknown): readonly GatewayRefund[] =>
  parseAnswer(refundListSchema, answer).data.map(toRefund);

/** Reads from a failed request that the gateway does not accept the refund; `undefined` for every other failure. */
export const refusalOf = ({ kind, facts: { code } }: GatewayError): RefusedRefund | undefined =>
  kind === 'payment' || kind === 'decided' ? { status: 'refused', reason: reasonFrom(code) } : undefined;

/** Reads from a failed request that the gateway keeps an error of its own under the key. */
export const spentKeyOf = ({ kind, facts: { replayed } }: GatewayError): SpentKey | undefined =>
  kind === 'outage' && replayed ? { status: 'spent' } : undefined;
