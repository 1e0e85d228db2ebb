import { describe, expect, it } from 'vitest';
import type { UnpaidOrdersReader } from '../../../lib/app/ports/unpaid-orders-reader.ts';
import { findReachedLimit, type LimitedOrder } from '../../../lib/app/unpaid-limit.ts';
import { customerTypes, orderSources } from '../../../lib/domain/order.ts';
import { aCall } from '../../builders/a-call.ts';
import { aCaller, anAdmin } from '../../builders/a-caller.ts';

const limit = 3;

/** The limit as found for an order, and how often the orders of its customer were read. */
const find = async (
  order: Partial<LimitedOrder>,
  hasUnpaid: UnpaidOrdersReader['hasUnpaid'] = async () => true,
) => {
  let reads = 0;
  const failures: unknown[] = [];
  const orders: UnpaidOrdersReader = {
    hasUnpaid: (...asked) => {
      reads += 1;
      return hasUnpaid(...asked);
    },
  };
  const onFailure = (reason: unknown) => failures.push(reason);
  const found = await findReachedLimit({ orders, limit, timeoutMs: 5, onFailure })(
    { caller: aCaller(), customerId: 'alice', ...order },
    aCall(),
  );
  return { found, reads, failures };
};

describe('findReachedLimit', () => {
  it.each([
    ['finds no limit for a customer below it', false, undefined],
    ['finds the limit that a customer has reached', true, limit],
  ])('%s', async (_, isReached, expected) => {
    expect((await find({}, async () => isReached)).found).toBe(expected);
  });

  it('asks for as many orders of the customer as the limit', async () => {
    const asked: unknown[] = [];
    await find({ customerId: 'bob' }, async (...facts) => asked.push(facts.slice(0, 2)) > 0);
    expect(asked).toEqual([['bob', limit]]);
  });

  it.each(customerTypes)('applies the rule for %s customers', async (customerType) => {
    const { found, reads } = await find({ caller: aCaller({ customerType }) });
    expect([found, reads]).toEqual(customerType === 'business' ? [undefined, 0] : [limit, 1]);
  });

  it.each(orderSources)('applies the rule for orders from %s', async (source) => {
    const { found, reads } = await find({ source });
    expect([found, reads]).toEqual(source === 'partner' ? [undefined, 0] : [limit, 1]);
  });

  it('has no limit for an admin', async () => {
    expect(await find({ caller: anAdmin() })).toMatchObject({ found: undefined, reads: 0 });
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
