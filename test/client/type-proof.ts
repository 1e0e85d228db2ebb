/**
 * Proof for the compiler: the generated types of the client equal those of the contract's schemas. A difference makes
 * `npm run typecheck` fail here.
 */
import type * as z from 'zod';
import type * as client from '../../client/src/order-service-client.ts';
import type { errorAdvice } from '../../lib/contract/errors/advice.ts';
import type { orderEventSchemas } from '../../lib/contract/events/order-event-schemas.ts';
import type { routeContracts } from '../../lib/contract/route-contracts.ts';
import type { customerSummarySchema } from '../../lib/contract/schemas/customer-summary-schema.ts';
import type { moneySchema } from '../../lib/contract/schemas/money-schemas.ts';
import type {
  createOrderSchema,
  listOrdersQuerySchema,
  orderListSchema,
  orderSchema,
  paidOrderSchema,
  payOrderSchema,
  refundOrderSchema,
} from '../../lib/contract/schemas/order-schemas.ts';
import type {
  listProductsQuerySchema,
  moveStockSchema,
  productListSchema,
  productSchema,
  putProductSchema,
} from '../../lib/contract/schemas/product-schemas.ts';

/** Fails to compile for types that differ in any member or modifier. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { [K in keyof T]: Plain<T[K]> }
    : T;
type Same<A, B> = Equal<Plain<A>, Plain<B>>;
type Proven<T extends true> = T;

/** A query before its defaults. Its page limit is preprocessed, so that zod takes anything for it. */
type QueryOf<Schema extends z.ZodType<{ limit: number }>> = Omit<z.output<Schema>, 'limit'> & {
  limit?: number | undefined;
};

export type Requests = [
  Proven<Same<client.CreateOrderRequest, z.input<typeof createOrderSchema>>>,
  Proven<Same<client.PayOrderRequest, z.input<typeof payOrderSchema>>>,
  Proven<Same<client.RefundOrderRequest, z.input<typeof refundOrderSchema>>>,
  Proven<Same<client.PutProductRequest, z.input<typeof putProductSchema>>>,
  Proven<Same<client.StockMovementRequest, z.input<typeof moveStockSchema>>>,
  Proven<Same<client.ListOrdersQuery, QueryOf<typeof listOrdersQuerySchema>>>,
  Proven<Same<client.ListProductsQuery, QueryOf<typeof listProductsQuerySchema>>>,
];

export type Responses = [
  Proven<Same<client.Order, z.output<typeof orderSchema>>>,
  Proven<Same<client.PaidOrder, z.output<typeof paidOrderSchema>>>,
  Proven<Same<client.OrderList, z.output<typeof orderListSchema>>>,
  Proven<Same<client.CustomerSummary, z.output<typeof customerSummarySchema>>>,
  Proven<Same<client.Product, z.output<typeof productSchema>>>,
  Proven<Same<client.ProductList, z.output<typeof productListSchema>>>,
  Proven<Same<client.Money, z.output<typeof moneySchema>>>,
];

export type Events = Proven<Same<client.OrderEvent, z.output<(typeof orderEventSchemas)[number]>>>;

type Advice = typeof errorAdvice;
type Details<Code extends keyof Advice> = Advice[Code] extends { details: infer Schema extends z.ZodType }
  ? z.output<Schema>
  : undefined;

export type Errors = [
  Proven<Equal<client.ErrorCode, keyof Advice>>,
  Proven<
    Same<
      { [Code in client.ErrorCode]: client.DetailsOf<Code> },
      { -readonly [Code in keyof Advice]: Details<Code> }
    >
  >,
];

/** Bodies that a method resolves to, by the contract of its route. */
type BodyOf<Responses> = {
  [Status in keyof Responses]: Responses[Status] extends { body: infer Body extends z.ZodType }
    ? z.output<Body>
    : never;
}[keyof Responses];
type Methods = client.OrderServiceClient;
type BodyIs<Method extends keyof Methods, Route extends keyof typeof routeContracts> = Same<
  Awaited<ReturnType<Methods[Method]>>['body'],
  BodyOf<(typeof routeContracts)[Route]['responses']>
>;

export type Answers = [
  Proven<BodyIs<'createOrder', 'create-order'>>,
  Proven<BodyIs<'listOrders', 'list-orders'>>,
  Proven<BodyIs<'getOrder', 'get-order'>>,
  Proven<BodyIs<'payOrder', 'pay-order'>>,
  Proven<BodyIs<'cancelOrder', 'cancel-order'>>,
  Proven<BodyIs<'refundOrder', 'refund-order'>>,
  Proven<BodyIs<'shipOrder', 'ship-order'>>,
  Proven<BodyIs<'deliverOrder', 'deliver-order'>>,
  Proven<BodyIs<'customerSummary', 'customer-summary'>>,
  Proven<BodyIs<'listProducts', 'list-products'>>,
  Proven<BodyIs<'getProduct', 'get-product'>>,
  Proven<BodyIs<'putProduct', 'put-product'>>,
  Proven<BodyIs<'moveStock', 'move-stock'>>,
];
