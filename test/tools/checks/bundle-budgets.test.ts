import { describe, expect, it } from 'vitest';
import { budgetProblems } from '../../../tools/checks/bundle-budgets.ts';

const budgets = { 'get-order': { bytes: 100_000, modules: 90 } };

describe('budgetProblems', () => {
  it.each([
    ['as large as its budget', { bytes: 100_000, modules: 90 }],
    ['2 % larger', { bytes: 102_000, modules: 90 }],
    ['smaller', { bytes: 80_000, modules: 70 }],
  ])('finds none in a bundle that is %s', (_, measured) => {
    expect(budgetProblems(budgets, { 'get-order': measured })).toEqual([]);
  });

  it('finds a bundle that is more than 2 % larger', () => {
    expect(budgetProblems(budgets, { 'get-order': { bytes: 102_100, modules: 90 } })).toEqual([
      'get-order: 102100 bytes, 2.1 % above the budget of 100000',
    ]);
  });

  it('finds a bundle with more modules of the project', () => {
    expect(budgetProblems(budgets, { 'get-order': { bytes: 100_000, modules: 92 } })).toEqual([
      'get-order: 92 modules of the project, above the budget of 90',
    ]);
  });

  it('finds a bundle without a budget and a budget without a bundle', () => {
    expect(budgetProblems(budgets, { 'put-order': { bytes: 1, modules: 1 } })).toEqual([
      'put-order has no budget',
      'get-order has a budget and no bundle',
    ]);
  });
});
