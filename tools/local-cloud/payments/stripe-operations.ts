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
import { renderRefund } from './refund.ts';
import { createRefund } from './refund-operations.ts';

interface OperationContext {
  readonly books: PaymentBooks;
  readonly processingMs: number;
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

const confirmParameters = ['payment_method', 'error_on_requires_action', 'off_session', 'return_url'];

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
    run: ({ parameters }, { books }) => ({
      value: renderRefund(createRefund(books, parameters)),
      answers: true,
    }),
  },
  {
    method: 'GET',
    path: /^\/v1\/refunds$/,
    parameters: new Set(['limit', 'payment_intent', 'starting_after']),
    run({ parameters }, { books }) {
      const intentId = parameters.get('payment_intent');
      const refunds = books
        .refunds()
        .filter((refund) => intentId === undefined || refund.intentId === intentId);
      return { value: listPage('/v1/refunds', refunds, parameters, renderRefund), answers: true };
    },
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
