import { renderDispute } from './dispute.ts';
import type { FormParameters } from './form-body.ts';
import {
  type ConfirmResult,
  cancelIntent,
  confirmIntent,
  createIntent,
  requireIntent,
} from './intent-operations.ts';
import { listPage } from './list-page.ts';
import type { PaymentBooks } from './payment-books.ts';
import { renderIntent } from './payment-intent.ts';
import { type Refund, renderRefund } from './refund.ts';
import { requireRefund } from './refund-operations.ts';

export interface OperationContext {
  readonly books: PaymentBooks;
  readonly processingMs: number;
  readonly createRefund: (parameters: FormParameters) => Refund;
}

type OperationResult = { readonly value: unknown; readonly answers: boolean } | 'hang';

/** A request to an endpoint that exists. */
export interface ApiCall {
  readonly operation: Operation;
  /** The id in the path, where there is one. */
  readonly id: string;
  readonly parameters: FormParameters;
}

interface Operation {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  /** Names that it knows, without subscripts. */
  readonly parameters: ReadonlySet<string>;
  readonly run: (call: Omit<ApiCall, 'operation'>, context: OperationContext) => OperationResult;
}

const rendered = (result: ConfirmResult): OperationResult =>
  result === 'hang' ? result : { value: renderIntent(result.intent), answers: result.answers };

/** The things that belong to the payment in a list's filter; all of them without a filter. */
const ofPayment = <T extends { readonly intentId: string }>(
  things: readonly T[],
  parameters: FormParameters,
): readonly T[] => {
  const intentId = parameters.get('payment_intent');
  return things.filter((thing) => intentId === undefined || thing.intentId === intentId);
};

const confirmParameters = [
  'payment_method',
  'error_on_requires_action',
  'off_session',
  'return_url',
  'use_stripe_sdk',
];

const operations: readonly Operation[] = [
  {
    method: 'POST',
    path: /^\/v1\/payment_intents$/,
    parameters: new Set([
      ...confirmParameters,
      'amount',
      'automatic_payment_methods',
      'confirm',
      'currency',
      'description',
      'metadata',
      'payment_method_types',
    ]),
    run: ({ parameters }, { books, processingMs }) => rendered(createIntent(books, parameters, processingMs)),
  },
  {
    method: 'GET',
    path: /^\/v1\/payment_intents$/,
    parameters: new Set(['limit', 'starting_after']),
    run: ({ parameters }, { books }) => ({
      value: listPage('/v1/payment_intents', books.intents(), parameters, renderIntent),
      answers: true,
    }),
  },
  {
    method: 'GET',
    path: /^\/v1\/payment_intents\/([^/]+)$/,
    parameters: new Set(['client_secret']),
    run: ({ id }, { books }) => ({ value: renderIntent(requireIntent(books, id)), answers: true }),
  },
  {
    method: 'POST',
    path: /^\/v1\/payment_intents\/([^/]+)\/confirm$/,
    parameters: new Set(confirmParameters),
    run: ({ id, parameters }, { books, processingMs }) =>
      rendered(confirmIntent(books, requireIntent(books, id), parameters, processingMs)),
  },
  {
    method: 'POST',
    path: /^\/v1\/payment_intents\/([^/]+)\/cancel$/,
    parameters: new Set(['cancellation_reason']),
    run: ({ id }, { books }) => rendered(cancelIntent(books, requireIntent(books, id))),
  },
  {
    method: 'POST',
    path: /^\/v1\/refunds$/,
    parameters: new Set(['amount', 'metadata', 'payment_intent', 'reason']),
    run: ({ parameters }, { createRefund }) => ({
      value: renderRefund(createRefund(parameters)),
      answers: true,
    }),
  },
  {
    method: 'GET',
    path: /^\/v1\/refunds\/([^/]+)$/,
    parameters: new Set(),
    run: ({ id }, { books }) => ({ value: renderRefund(requireRefund(books, id)), answers: true }),
  },
  {
    method: 'GET',
    path: /^\/v1\/refunds$/,
    parameters: new Set(['limit', 'payment_intent', 'starting_after']),
    run: ({ parameters }, { books }) => ({
      value: listPage('/v1/refunds', ofPayment(books.refunds(), parameters), parameters, renderRefund),
      answers: true,
    }),
  },
  {
    method: 'GET',
    path: /^\/v1\/disputes$/,
    parameters: new Set(['limit', 'payment_intent', 'starting_after']),
    run: ({ parameters }, { books }) => ({
      value: listPage('/v1/disputes', ofPayment(books.disputes(), parameters), parameters, renderDispute),
      answers: true,
    }),
  },
];

export const findOperation = (
  method: string,
  path: string,
): Pick<ApiCall, 'operation' | 'id'> | undefined => {
  for (const operation of operations) {
    const match = operation.method === method ? operation.path.exec(path) : null;
    if (match) return { operation, id: decodeURIComponent(match[1] ?? '') };
  }
  return undefined;
};
