import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRetryBudget } from '../../../../lib/platform/resilience/retry.ts';

const spendAll = (budget: ReturnType<typeof createRetryBudget>): number =>
  budget.spend() ? 1 + spendAll(budget) : 0;

describe('createRetryBudget', () => {
  it('starts with the initial retries', () => {
    expect(spendAll(createRetryBudget({ initialRetries: 3 }))).toBe(3);
    expect(spendAll(createRetryBudget({ initialRetries: 0 }))).toBe(0);
  });

  it('earns a retry with exactly the tenth call', () => {
    const budget = createRetryBudget({ initialRetries: 0 });
    for (let calls = 0; calls < 9; calls += 1) budget.earn();
    expect(budget.spend()).toBe(false);
    budget.earn();
    expect(budget.spend()).toBe(true);
    expect(budget.spend()).toBe(false);
  });

  it('saves no more than the maximum at any traffic', () => {
    const budget = createRetryBudget({ maximumRetries: 4 });
    for (let calls = 0; calls < 1_000; calls += 1) budget.earn();
    expect(spendAll(budget)).toBe(4);
    expect(spendAll(createRetryBudget({ initialRetries: 9, maximumRetries: 4 }))).toBe(4);
  });

  it('never pays for more than a tenth of the calls and the initial retries', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('earn', 'spend')), fc.nat(5), (steps, initialRetries) => {
        const budget = createRetryBudget({ initialRetries, maximumRetries: 5 });
        let calls = 0;
        let retries = 0;
        for (const step of steps) {
          if (step === 'earn') {
            calls += 1;
            budget.earn();
          } else if (budget.spend()) {
            retries += 1;
          }
          expect(retries).toBeLessThanOrEqual(calls / 10 + initialRetries);
        }
      }),
    );
  });
});
