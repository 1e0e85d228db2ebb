import type * as z from 'zod';
import { customerSummarySchema } from '../../../lib/contract/schemas/customer-summary-schema.ts';
import { gatewayErrorSchema } from '../../../lib/contract/schemas/error-envelope-schema.ts';
import { moneySchema } from '../../../lib/contract/schemas/money-schemas.ts';
import { readinessSchema } from '../../../lib/contract/schemas/monitoring-schemas.ts';
import {
  createOrderSchema,
  orderListSchema,
  orderSchema,
  paidOrderSchema,
  payOrderSchema,
  refundOrderSchema,
} from '../../../lib/contract/schemas/order-schemas.ts';
import {
  moveStockSchema,
  productListSchema,
  productSchema,
  putProductSchema,
} from '../../../lib/contract/schemas/product-schemas.ts';

/** Schemas that docs/openapi.json names, by their names there. Every other schema is written out where it is used. */
export const componentSchemas = {
  CreateOrderRequest: createOrderSchema,
  PayOrderRequest: payOrderSchema,
  RefundOrderRequest: refundOrderSchema,
  Order: orderSchema,
  PaidOrder: paidOrderSchema,
  OrderList: orderListSchema,
  CustomerSummary: customerSummarySchema,
  PutProductRequest: putProductSchema,
  StockMovementRequest: moveStockSchema,
  Product: productSchema,
  ProductList: productListSchema,
  Money: moneySchema,
  Readiness: readinessSchema,
  GatewayError: gatewayErrorSchema,
} as const satisfies Record<string, z.ZodType>;
