import type {
  CloudWatchLogsEvent,
  Context,
  DynamoDBBatchResponse,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
} from 'aws-lambda';
import { once } from '../../../lib/composition/once.ts';
import { consumers } from '../../../lib/contract/consumers.ts';
import { routes } from '../../../lib/contract/routes.ts';
import { schedules } from '../../../lib/contract/schedules.ts';
import {
  completeOrderRequest,
  createOrderSchema,
  listOrdersQuerySchema,
  noBodySchema,
  payOrderSchema,
  refundOrderSchema,
} from '../../../lib/contract/schemas/order-schemas.ts';
import {
  moveStockSchema,
  productPathSchema,
  putProductHeadersSchema,
  putProductSchema,
} from '../../../lib/contract/schemas/product-schemas.ts';
import { webhookSignatureHeader } from '../../../lib/contract/webhooks.ts';
import type { ApiHandler } from '../../../lib/middleware/api/api-event.ts';
import { createRawHandler } from '../../../lib/middleware/api/raw-handler.ts';
import { createIdempotentHandler, createScopedHandler } from '../../../lib/middleware/api/route-handlers.ts';
import { createJobPipeline } from '../../../lib/middleware/schedule/job-pipeline.ts';
import { ok } from '../../../lib/platform/response.ts';
import { presentOrder, presentOrders } from '../../../lib/presenters/present-order.ts';
import { respondProduct } from '../../../lib/presenters/present-product.ts';
import { presentResult } from '../../../lib/presenters/responses.ts';
import type { ApiFunctionId } from './api-function-id.ts';
import { composeUseCases } from './compose-api.ts';
import { composeCanary } from './compose-canary.ts';
import { composeEvents } from './compose-events.ts';
import { composeMetrics } from './compose-metrics.ts';
import { composeMoney } from './compose-money.ts';
import type { Platform } from './compose-platform.ts';
import { composeSyntheticOrders } from './compose-synthetic-orders.ts';

type Handler<E, R> = (event: E, context: Context) => Promise<R>;

/** Handlers of the functions that a simulated stage has, by id; each as in `functions/`. */
export interface SimulatedFunctions
  extends Record<ApiFunctionId, ApiHandler>,
    Record<JobId, Handler<unknown, void>> {
  readonly 'aggregate-metrics': Handler<CloudWatchLogsEvent, undefined>;
  readonly 'judge-unanswered': Handler<CloudWatchLogsEvent, undefined>;
  readonly 'fold-environments': Handler<unknown, void>;
  readonly 'redrive-batches': Handler<unknown, void>;
  readonly 'receive-canary': Handler<SQSEvent, SQSBatchResponse>;
  readonly 'relay-events': Handler<DynamoDBStreamEvent, DynamoDBBatchResponse>;
  readonly 'summarize-orders': Handler<SQSEvent, SQSBatchResponse>;
}

export const jobIds = [
  'expire-orders',
  'reconcile-payments',
  'sweep-events',
  'split-stock',
  'refresh-availability',
  'place-synthetic-order',
  'send-canary',
] as const;
export type JobId = (typeof jobIds)[number];

export type FunctionId = keyof SimulatedFunctions;

/** Milliseconds after which Lambda ends an invocation. */
export const timeoutMsOf = (id: FunctionId): number =>
  ({ ...routes, ...consumers, ...schedules })[id].timeoutSeconds * 1_000;

/** Composes the handler of one function, and what it needs, in one execution environment. */
export const composeFunction = <I extends FunctionId>(id: I, platform: Platform): SimulatedFunctions[I] => {
  const money = once(() => composeMoney(platform));
  const use = once(() => composeUseCases(platform, money()));
  const events = once(() => composeEvents(platform));
  const metrics = once(() => composeMetrics(platform));
  const canary = once(() => composeCanary(platform));
  const idempotent: ReturnType<typeof createIdempotentHandler> = (...route) =>
    createIdempotentHandler({ ...platform.pipeline, storeOutcome: use().storeOutcome })(...route);
  const scoped = createScopedHandler(platform.pipeline);
  const job = createJobPipeline(platform.pipeline);
  const handlers: { readonly [K in FunctionId]: () => SimulatedFunctions[K] } = {
    'create-order': () =>
      idempotent(
        'create-order',
        { body: createOrderSchema, complete: completeOrderRequest },
        async ({ body, caller, claim, correlationId, options }) =>
          presentResult(await use().createOrder({ ...body, caller, claim, correlationId }, options)),
      ),
    'pay-order': () =>
      idempotent(
        'pay-order',
        { body: payOrderSchema },
        async ({ path: { orderId }, body, caller, claim, correlationId, options }) =>
          presentResult(await money().payOrder({ ...body, orderId, caller, claim, correlationId }, options)),
      ),
    'cancel-order': () =>
      idempotent(
        'cancel-order',
        { body: noBodySchema },
        async ({ path: { orderId }, caller, claim, correlationId, options }) =>
          presentResult(await use().cancelOrder({ orderId, caller, claim, correlationId }, options)),
      ),
    'refund-order': () =>
      idempotent(
        'refund-order',
        { body: refundOrderSchema },
        async ({ path: { orderId }, body: { amount }, caller, claim, correlationId, options }) =>
          presentResult(
            await money().refundOrder({ orderId, amount, caller, claim, correlationId }, options),
          ),
      ),
    'move-stock': () =>
      idempotent(
        'move-stock',
        { path: productPathSchema, body: moveStockSchema },
        async ({ path: { sku }, body, caller, claim, correlationId, options }) =>
          presentResult(await use().moveStock({ ...body, sku, caller, claim, correlationId }, options)),
      ),
    'put-product': () =>
      scoped(
        'put-product',
        { path: productPathSchema, headers: putProductHeadersSchema, body: putProductSchema },
        async ({ path: { sku }, headers, body, options }) => {
          const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
          return respondProduct(await use().putProduct({ ...body, sku, ifMatch, ifNoneMatch }, options));
        },
      ),
    'ship-order': () =>
      scoped(
        'ship-order',
        { body: noBodySchema },
        async ({ path: { orderId }, caller, correlationId, options }) =>
          ok(presentOrder(await use().shipOrder({ orderId, caller, correlationId }, options))),
      ),
    'deliver-order': () =>
      scoped(
        'deliver-order',
        { body: noBodySchema },
        async ({ path: { orderId }, caller, correlationId, options }) =>
          ok(presentOrder(await use().deliverOrder({ orderId, caller, correlationId }, options))),
      ),
    'get-order': () =>
      scoped('get-order', {}, async ({ path: { orderId }, caller, options }) =>
        ok(presentOrder(await use().getOrder({ orderId, caller }, options))),
      ),
    'list-orders': () =>
      scoped('list-orders', { query: listOrdersQuerySchema }, async ({ query, caller, options }) =>
        ok(presentOrders(await use().listOrders({ ...query, caller }, options))),
      ),
    'stripe-webhook': () =>
      createRawHandler(platform.pipeline)(
        'stripe-webhook',
        async ({ body, header, correlationId, options }) => {
          const signature = header(webhookSignatureHeader);
          await money().receiveNotice({ body, signature, correlationId }, options);
          return ok({ received: true });
        },
      ),
    'expire-orders': () =>
      job('expire-orders', ({ correlationId, options }) => use().expireOrders({ correlationId }, options)),
    'reconcile-payments': () =>
      job('reconcile-payments', ({ correlationId, options }) =>
        money().reconcilePayments({ correlationId }, options),
      ),
    'sweep-events': () => job('sweep-events', ({ options }) => events().sweepEvents(options)),
    'split-stock': () => job('split-stock', ({ options }) => use().splitStock(options)),
    'refresh-availability': () =>
      job('refresh-availability', async ({ options }) => ({
        ...(await use().refreshAvailability(options)),
      })),
    'place-synthetic-order': () => {
      const placeOrder = composeSyntheticOrders(platform);
      return job('place-synthetic-order', ({ options }) => placeOrder(options));
    },
    'send-canary': () => job('send-canary', async ({ options }) => ({ ...(await canary().send(options)) })),
    'receive-canary': () => canary().receive,
    'aggregate-metrics': () => metrics().aggregate,
    'judge-unanswered': () => metrics().judgeUnanswered,
    'fold-environments': () =>
      job('fold-environments', async ({ options }) => ({ ...(await metrics().foldEnvironments(options)) })),
    'redrive-batches': () =>
      job('redrive-batches', async ({ options }) => ({ ...(await metrics().redriveBatches(options)) })),
    'relay-events': () => events().relay,
    'summarize-orders': () => events().summarize,
  };
  return handlers[id]();
};
