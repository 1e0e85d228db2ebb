import { GatewayError } from '../../../lib/adapters/stripe/gateway-error.ts';
import type { StripeApi, StripeClient } from '../../../lib/adapters/stripe/stripe-client.ts';
import { judgeGatewayError } from '../../../lib/contract/gateway-errors.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import { createGatewayBooks, type GatewayBooks, GatewayRefusal } from './gateway-books.ts';
import type { GatewayEvent } from './gateway-event.ts';
import type { World } from './world.ts';

export interface SimulatedGateway
  extends Pick<
    GatewayBooks,
    | 'ledger'
    | 'returned'
    | 'authenticate'
    | 'disputes'
    | 'hasFailedRefund'
    | 'wasConfirmed'
    | 'wasFoundDeclined'
  > {
  /** The client of the gateway's API as an environment has it. */
  clientOf(environment: ExecutionEnvironment): StripeClient;
}

interface Parameters {
  readonly amount?: number;
  readonly payment_method?: string;
  readonly payment_intent?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}
interface RequestOptions {
  readonly idempotencyKey?: string;
}

/**
 * The payment gateway behind the adapter for Stripe: its requests can be lost before or after they had an effect.
 * @param emit called with each event of the gateway with a webhook.
 */
export const createSimulatedGateway = (
  world: World,
  emit: (event: GatewayEvent) => void,
): SimulatedGateway => {
  const books = createGatewayBooks(world, emit);

  const toGatewayError = (failure: unknown, confirming: boolean): unknown => {
    if (!(failure instanceof GatewayRefusal)) return failure;
    const { facts } = failure;
    const verdict = judgeGatewayError(facts, confirming);
    const reason = verdict.kind === 'payment' ? { reason: verdict.reason } : {};
    return new GatewayError(verdict.kind, { ...facts, ...reason, sent: true });
  };

  const apiOf = (environment: ExecutionEnvironment): StripeApi => {
    const request = <T>(step: string, work: () => T): Promise<T> => {
      const carryOut = () => {
        if (world.strikes('gatewayUnreached', step)) throw new GatewayError('unreachable', { sent: false });
        try {
          return { answer: work() };
        } catch (failure) {
          throw toGatewayError(failure, step === 'confirm payment');
        }
      };
      const isLost = () =>
        world.strikes('gatewayAnswerLost', step)
          ? new GatewayError('interrupted', { sent: true })
          : undefined;
      return environment.call(step, carryOut, isLost);
    };
    const api = {
      paymentIntents: {
        create: ({ amount = 0, metadata }: Parameters, { idempotencyKey = '' }: RequestOptions) =>
          request('create payment', () => books.create(idempotencyKey, amount, metadata?.['orderId'] ?? '')),
        retrieve: (id: string) => request('retrieve payment', () => books.retrieve(id)),
        confirm: (id: string, { payment_method = '' }: Parameters, { idempotencyKey = '' }: RequestOptions) =>
          request('confirm payment', () => books.confirm(idempotencyKey, id, payment_method)),
        cancel: (id: string) => request('cancel payment', () => books.cancel(id)),
      },
      refunds: {
        create: (
          { payment_intent = '', amount = 0, metadata = {} }: Parameters,
          { idempotencyKey = '' }: RequestOptions,
        ) => request('create refund', () => books.refund(idempotencyKey, payment_intent, amount, metadata)),
        retrieve: (id: string) => request('retrieve refund', () => books.retrieveRefund(id)),
        list: ({ payment_intent = '' }: Parameters) =>
          request('list refunds', () => ({ data: books.refundsOf(payment_intent) })),
      },
      disputes: {
        list: ({ payment_intent = '' }: Parameters) =>
          request('list disputes', () => ({ data: structuredClone(books.disputesOf(payment_intent)) })),
      },
    };
    // The adapter calls nothing else of the API.
    return api as unknown as StripeApi;
  };

  return {
    ledger: books.ledger,
    returned: books.returned,
    disputes: books.disputes,
    authenticate: books.authenticate,
    hasFailedRefund: books.hasFailedRefund,
    wasConfirmed: books.wasConfirmed,
    wasFoundDeclined: books.wasFoundDeclined,
    clientOf: (environment) => {
      const api = apiOf(environment);
      return (_signal, request) => request(api);
    },
  };
};
