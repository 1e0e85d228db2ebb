import * as z from 'zod';
import type { PaymentHistory } from '../../app/ports/payment-history.ts';
import { isOrderId } from '../../domain/identifiers.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import { listedDisputeOf } from './dispute-answer.ts';
import { toGatewayError } from './gateway-error.ts';
import { currencySchema, parseAnswer } from './parse-answer.ts';
import { refundOf } from './refund-answer.ts';
import type { StripeApi, StripeClient } from './stripe-client.ts';
import { stripeKeyFrom } from './stripe-key.ts';

const listedSchema = z.looseObject({ id: z.string().min(1), created: z.int() });
const listSchema = z.object({ data: z.array(listedSchema), has_more: z.boolean() });

const intentSchema = z.object({
  id: z.string(),
  amount: z.int().min(0),
  currency: currencySchema,
  status: z.string(),
});

/** A payment of an order; any other payment of the account is none of ours. */
const ownIntent = z.object({ metadata: z.object({ orderId: z.string().refine(isOrderId) }) });

/** A refund or a dispute that can be of a payment of ours. */
const ownReversal = z.object({ payment_intent: z.string().min(1), currency: currencySchema });

type Request = (
  stripe: StripeApi,
  page: { readonly limit: number; readonly starting_after?: string },
  settings: { readonly apiKey: string },
) => Promise<unknown>;

export interface StripePaymentHistoryOptions {
  readonly client: StripeClient;
  /** Gives the secret key of the account. */
  readonly secretKey: (options: CallOptions) => Promise<string>;
}

/**
 * Lists of Stripe, which are in order of time: https://docs.stripe.com/api/pagination.
 * Every page throws a GatewayError when the gateway does not answer as its API says.
 */
export const createStripePaymentHistory = ({
  client,
  secretKey,
}: StripePaymentHistoryOptions): PaymentHistory => {
  const list = async function* (since: string, request: Request, options: CallOptions) {
    const from = Math.floor(Date.parse(since) / 1_000);
    const apiKey = stripeKeyFrom(await secretKey(options));
    for (let after: string | undefined; ; ) {
      const page = { limit: 100, ...(after !== undefined && { starting_after: after }) };
      const answer = await client(options.signal, (stripe) => request(stripe, page, { apiKey })).catch(
        (error: unknown) => {
          throw toGatewayError(error, { caller: options.signal });
        },
      );
      const { data, has_more: hasMore } = parseAnswer(listSchema, answer);
      for (const item of data) {
        if (item.created < from) return;
        yield item;
      }
      after = data.at(-1)?.id;
      if (!hasMore || after === undefined) return;
    }
  };

  return {
    async *listPayments(since, options) {
      const request: Request = (stripe, page, settings) => stripe.paymentIntents.list(page, settings);
      for await (const item of list(since, request, options)) {
        const own = ownIntent.safeParse(item);
        if (!own.success) continue;
        const { id, amount, currency, status } = parseAnswer(intentSchema, item);
        yield {
          intentId: id,
          orderId: own.data.metadata.orderId,
          amount: { amount, currency },
          status: status === 'succeeded' ? status : status === 'canceled' ? 'cancelled' : 'open',
        };
      }
    },

    async *listRefunds(since, options) {
      const request: Request = (stripe, page, settings) => stripe.refunds.list(page, settings);
      for await (const item of list(since, request, options)) {
        const own = ownReversal.safeParse(item);
        if (own.success) yield { ...refundOf(item), intentId: own.data.payment_intent };
      }
    },

    async *listDisputes(since, options) {
      const request: Request = (stripe, page, settings) => stripe.disputes.list(page, settings);
      for await (const item of list(since, request, options)) {
        if (ownReversal.safeParse(item).success) yield listedDisputeOf(item);
      }
    },
  };
};
