import { describe, expect, it } from 'vitest';
import type { UnpaidOrdersReader } from '../../../lib/app/ports/unpaid-orders-reader.ts';
import { findReachedLimit, type LimitedOrder } from '../../../lib/app/unpaid-limit.ts';
import { customerTypes, orderSources } from '../../../lib/domain/order.ts';
import { aCall } from '../../builders/a-call.ts';
import { aCaller, anAdmin } from '../../builders/a-caller.ts';

const limit = 3;

/** The limit as found for an order, and how often orders were counted for it. */
const find = async (
  order: Partial<LimitedOrder>,
  countUnpaid: UnpaidOrdersReader['countUnpaid'] = async () => limit,
) => {
  let counts = 0;
  const failures: unknown[] = [];
  const orders: UnpaidOrdersReader = {
    countUnpaid: (...asked) => {
      counts += 1;
      return countUnpaid(...asked);
    },
  };
  const onFailure = (reason: unknown) => failures.push(reason);
  const found = await findReachedLimit({ orders, limit, timeoutMs: 5, onFailure })(
    { caller: aCaller(), customerId: 'alice', ...order },
    aCall(),
  );
  return { found, counts, failures };
};

describe('findReachedLimit', () => {
  it.each([
    [0, undefined],
    [limit - 1, undefined],
    [limit, limit],
  ])('with %i unpaid orders finds %s', async (unpaid, expected) => {
    expect((await find({}, async () => unpaid)).found).toBe(expected);
  });

  it('counts the orders of the customer, and no more of them than the limit', async () => {
    const asked: unknown[] = [];
    await find({ customerId: 'bob' }, async (...counted) => asked.push(counted.slice(0, 2)));
    expect(asked).toEqual([['bob', limit]]);
  });

  it.each(customerTypes)('applies the rule for %s customers', async (customerType) => {
    const { found, counts } = await find({ caller: aCaller({ customerType }) });
    expect([found, counts]).toEqual(customerType === 'business' ? [undefined, 0] : [limit, 1]);
  });

  it.each(orderSources)('applies the rule for orders from %s', async (source) => {
    const { found, counts } = await find({ source });
    expect([found, counts]).toEqual(source === 'partner' ? [undefined, 0] : [limit, 1]);
  });

  it('has no limit for an admin', async () => {
    expect(await find({ caller: anAdmin() })).toMatchObject({ found: undefined, counts: 0 });
  });

  describe('when the orders cannot be counted', () => {
    it('accepts the order and reports the reason', async () => {
      const { found, failures } = await find({}, async () => Promise.reject(new Error('broken')));
      expect([found, failures]).toEqual([undefined, [new Error('broken')]]);
    });

    it('ends at its time limit', async () => {
      const { found, failures } = await find(
        {},
        (_, __, { signal }) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
          }),
      );
      expect(found).toBeUndefined();
      expect(failures).toMatchObject([{ name: 'TimeoutError' }]);
    });
  });
});
