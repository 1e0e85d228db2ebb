import * as z from 'zod';
import * as errors from '../../../lib/contract/errors/factories.ts';
import type { ErrorCode } from '../../../lib/contract/errors/registry.ts';
import { errorSchemas } from '../../../lib/contract/schemas/error-envelope-schema.ts';
import { money } from '../../../lib/domain/money.ts';
import { failed } from '../../../lib/platform/response.ts';
import { exampleOrders } from '../events/examples.ts';

const { id: orderId, total } = exampleOrders.placed;
const sku = 'TEA-001';
const usd = (amount: number) => money(amount, 'USD');

/** One occurrence of every code, as its factory makes it. */
export const exampleErrors: Readonly<Record<ErrorCode, errors.ServiceError>> = {
  'ORD-001': errors.orderNotFound(orderId),
  'ORD-002': errors.emptyOrder(),
  'ORD-003': errors.invalidStatusTransition('shipped', 'cancelled'),
  'ORD-004': errors.insufficientInventory(sku, 3, 2),
  'ORD-005': errors.paymentFailed('insufficient_funds'),
  'ORD-006': errors.totalNotChargeable(usd(49), { minimum: usd(50), maximum: usd(99_999_999) }),
  'ORD-007': errors.tooManyUnpaidOrders(20),
  'ORD-008': errors.stockTooScattered(91, 90),
  'ORD-009': errors.refundExceedsPayment({ requested: usd(9_000), paid: total, refundable: total }),
  'PAY-001': errors.tooManyPaymentAttempts(600),
  'PRD-001': errors.productNotFound(sku),
  'PRD-002': errors.stockChangesByMovements(sku),
  'PRD-003': errors.productHasChanged(sku, '"2"'),
  'PRD-004': errors.movementExceedsStock(sku, 3, 2),
  'API-001': errors.unknownPath(),
  'VAL-001': errors.invalidRequest([{ path: 'items.0.quantity', message: 'must be at most 999' }]),
  'VAL-002': errors.unsupportedBody('Content-Type must be application/json', { Accept: 'application/json' }),
  'VAL-003': errors.webhookRefused('signature'),
  'IDM-001': errors.idempotencyKeyInvalid('missing'),
  'IDM-002': errors.idempotencyKeyReused(),
  'IDM-003': errors.idempotencyInProgress(2),
  'AUT-001': errors.unauthenticated(),
  'AUT-002': errors.insufficientScope('orders:admin'),
  'SYS-001': errors.unexpectedError(undefined),
  'SYS-002': errors.dependencyUnavailable('dynamodb', 1),
  'SYS-003': errors.deadlineExceeded(),
  'SYS-004': errors.tooManyConcurrentUpdates(orderId, { attempts: 3, elapsedMs: 40 }),
};

/**
 * The body of an error as a client gets it.
 * @throws {z.ZodError} when the example does not fit the published schema.
 */
export const errorExample = (code: ErrorCode) => {
  const at = Date.parse(exampleOrders.placed.createdAt);
  const { body } = failed(exampleErrors[code], 'checkout-48151623', at);
  return z.strictObject({ error: errorSchemas[code] }).parse(JSON.parse(body));
};
