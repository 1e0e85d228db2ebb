import { expect } from 'vitest';
import type { Order } from '../../../lib/domain/order.ts';
import { checkMoney } from '../../../tools/audit/money-checks.ts';
import { checkMoneySettled } from '../../../tools/audit/open-work.ts';
import { checkOrder } from '../../../tools/audit/order-checks.ts';
import { checkRequests } from '../../../tools/audit/request-checks.ts';
import { checkStock } from '../../../tools/audit/stock-checks.ts';
import { violationText } from '../../../tools/audit/violation.ts';
import type { Shop } from './shop.ts';

/**
 * Checks the invariants of every history, once every schedule has run: the checks of `npm run audit`, no step
 * against the rules of states, and no charge that is neither kept nor given back.
 */
export const audit = async (shop: Shop): Promise<readonly Order[]> => {
  const state = shop.stored();
  const violations = [
    ...state.orders.flatMap((stored) => [...checkMoneySettled(stored), ...checkOrder(stored)]),
    ...checkRequests(state),
    ...checkStock(state),
    ...checkMoney(state, shop.gateway.ledger()),
  ];
  expect([...violations.map(violationText), ...shop.orders.offences()]).toEqual([]);
  return state.orders.map(({ order }) => order);
};
