import { describe, expect, it } from 'vitest';
import * as errors from '../../../../lib/contract/errors/factories.ts';
import { ServiceError } from '../../../../lib/contract/errors/factories.ts';
import { type ErrorCode, errorRegistry } from '../../../../lib/contract/errors/registry.ts';
import { money } from '../../../../lib/domain/money.ts';

const cause = new Error('disk full');
const issues = [{ path: 'items.0.sku', message: 'too long' }];

const usd = (amount: number) => money(amount, 'USD');
const amounts = { requested: usd(3), paid: usd(9), refundable: usd(2) };

const made: [ErrorCode, ServiceError, Record<string, unknown> | undefined][] = [
  ['ORD-001', errors.orderNotFound('ord_1'), { orderId: 'ord_1' }],
  ['ORD-002', errors.emptyOrder(), undefined],
  ['ORD-003', errors.invalidStatusTransition('shipped', 'cancelled'), { from: 'shipped', to: 'cancelled' }],
  ['ORD-004', errors.insufficientInventory('A', 3, 2), { sku: 'A', requested: 3, available: 2 }],
  ['ORD-005', errors.paymentFailed('generic_decline'), { reason: 'generic_decline' }],
  [
    'ORD-006',
    errors.totalNotChargeable(usd(49), { minimum: usd(50), maximum: usd(99_999_999) }),
    { total: usd(49), minimum: usd(50), maximum: usd(99_999_999) },
  ],
  ['ORD-007', errors.tooManyUnpaidOrders(20), { limit: 20 }],
  ['ORD-008', errors.stockTooScattered(91, 90), undefined],
  ['ORD-009', errors.refundExceedsPayment(amounts), amounts],
  ['PAY-001', errors.tooManyPaymentAttempts(60), undefined],
  ['PRD-001', errors.productNotFound('A'), { sku: 'A' }],
  ['PRD-002', errors.stockChangesByMovements('A'), { sku: 'A' }],
  ['PRD-003', errors.productHasChanged('A', '"2"'), { sku: 'A', etag: '"2"' }],
  ['PRD-004', errors.movementExceedsStock('A', 3, 2), { sku: 'A', requested: 3, available: 2 }],
  ['API-001', errors.unknownPath(), undefined],
  ['VAL-001', errors.invalidRequest(issues), { issues }],
  [
    'VAL-002',
    errors.unsupportedBody('the charset must be utf-8', { Accept: 'application/json' }),
    { reason: 'the charset must be utf-8' },
  ],
  ['VAL-003', errors.webhookRefused('signature'), { reason: 'signature' }],
  ['IDM-001', errors.idempotencyKeyInvalid('too short'), { reason: 'too short' }],
  ['IDM-002', errors.idempotencyKeyReused(), undefined],
  ['IDM-003', errors.idempotencyInProgress(2), undefined],
  ['AUT-001', errors.unauthenticated(), undefined],
  ['AUT-002', errors.insufficientScope('orders:admin'), { scope: 'orders:admin' }],
  ['SYS-001', errors.unexpectedError(cause), undefined],
  ['SYS-002', errors.dependencyUnavailable('dynamodb', 1, cause), undefined],
  ['SYS-003', errors.deadlineExceeded(cause), undefined],
  ['SYS-004', errors.tooManyConcurrentUpdates('order 1', { attempts: 3, elapsedMs: 40 }), undefined],
];

describe('error factories', () => {
  it('make every error of the registry', () => {
    expect(made.map(([code]) => code)).toEqual(Object.keys(errorRegistry));
  });

  it.each(made)('give %s the status, message and details of the contract', (code, error, details) => {
    const { status, message } = errorRegistry[code];
    expect(error).toBeInstanceOf(ServiceError);
    expect({ ...error, message: error.message }).toMatchObject({ code, status, message, details });
  });

  it('give a wrong method 405 and the methods that are allowed', () => {
    expect(errors.methodNotAllowed(['GET'])).toMatchObject({ status: 405, headers: { Allow: 'GET' } });
  });

  it('give an unknown product in an order 422', () => {
    expect(errors.unknownProductInOrder('A')).toMatchObject({
      code: 'PRD-001',
      status: 422,
      details: { sku: 'A' },
    });
  });

  it('state the seconds until the next attempt', () => {
    expect(errors.idempotencyInProgress(2).retryAfterSeconds).toBe(2);
    expect(errors.dependencyUnavailable('dynamodb', 1).retryAfterSeconds).toBe(1);
    expect(errors.orderNotFound('ord_1').retryAfterSeconds).toBeUndefined();
  });

  it('name the dependency in the cause only', () => {
    const error = errors.dependencyUnavailable('dynamodb', 1, cause);
    expect(error.cause).toMatchObject({ message: 'dynamodb is unavailable', cause });
    expect(error.details).toBeUndefined();
    expect(error.message).not.toContain('dynamodb');
  });

  it.each([undefined, null, 'text', Object.freeze(new Error('frozen'))])('wrap a thrown %s', (thrown) => {
    expect(errors.unexpectedError(thrown).cause).toBe(thrown);
  });
});
