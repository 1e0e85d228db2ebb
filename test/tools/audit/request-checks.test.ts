import { describe, expect, it } from 'vitest';
import { idempotencyWindowMs } from '../../../lib/contract/idempotency.ts';
import { checkSameRequest } from '../../../tools/audit/request-checks.ts';
import { violationText } from '../../../tools/audit/violation.ts';

const placed = (id: string, afterMs: number) => ({
  id,
  createdAt: new Date(Date.parse('2026-07-01T12:00:00.000Z') + afterMs).toISOString(),
});
const check = (...orders: ReturnType<typeof placed>[]) => checkSameRequest(orders).map(violationText);

describe('checkSameRequest', () => {
  it('finds a second order of one request for both reading orders', () => {
    const problem = ['ord_2  request: one request made this order and ord_1'];
    const [first, second] = [placed('ord_1', 0), placed('ord_2', idempotencyWindowMs - 30_001)];
    expect(check(first, second)).toEqual(problem);
    expect(check(second, first)).toEqual(problem);
  });

  it('allows a customer to use a key again after its window', () => {
    expect(check(placed('ord_1', 0), placed('ord_2', idempotencyWindowMs))).toEqual([]);
  });

  it('allows an order whose request came before the window ended and was committed after it', () => {
    expect(check(placed('ord_1', 0), placed('ord_2', idempotencyWindowMs - 30_000))).toEqual([]);
  });
});
