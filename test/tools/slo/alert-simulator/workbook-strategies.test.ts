import { describe, expect, it } from 'vitest';
import { burnPairs } from '../../../../lib/slo/burn-alerts.ts';
import {
  budgetConsumed,
  detectionSeconds,
  resetSeconds,
} from '../../../../tools/slo/alert-simulator/alert-timing.ts';
import { measureOutage } from '../../../../tools/slo/alert-simulator/measure-outage.ts';
import {
  strategyRule,
  workbookObjective,
  workbookStrategies,
} from '../../../../tools/slo/alert-simulator/workbook-strategies.ts';

const minute = 60;
const hour = 3_600;

interface Row {
  readonly strategy: number;
  readonly alert: number;
  /** Seconds to the alert when 100 %, 15 % and 1 % of events are bad. */
  readonly detection: readonly [number, number, number | undefined];
  /** Seconds from the end of a total outage to the end of the alert. */
  readonly reset: number;
  /** Part of the budget that a total outage uses until the alert; the book rounds the first to 0.02 %. */
  readonly budget: number;
}

/** As the SRE Workbook, chapter 5, prints them or rounds them. */
const book: readonly Row[] = [
  { strategy: 1, alert: 0, detection: [0.6, 4, 1 * minute], reset: 10 * minute, budget: 0.00023 },
  {
    strategy: 2,
    alert: 0,
    detection: [2 * minute + 10, 14.4 * minute, 3.6 * hour],
    reset: 36 * hour,
    budget: 0.05,
  },
  { strategy: 3, alert: 0, detection: [1 * hour, 1 * hour, 1 * hour], reset: minute, budget: 1.39 },
  {
    strategy: 4,
    alert: 0,
    detection: [2.2 * minute, 14.4 * minute, undefined],
    reset: 58 * minute,
    budget: 0.05,
  },
  { strategy: 5, alert: 0, detection: [52, 5.8 * minute, undefined], reset: 59 * minute, budget: 0.02 },
  {
    strategy: 5,
    alert: 1,
    detection: [2.2 * minute, 14.4 * minute, 3.6 * hour],
    reset: 5.96 * hour,
    budget: 0.05,
  },
  {
    strategy: 5,
    alert: 2,
    detection: [4.3 * minute, 28.8 * minute, 7.2 * hour],
    reset: 72 * hour,
    budget: 0.1,
  },
  { strategy: 6, alert: 0, detection: [52, 5.8 * minute, undefined], reset: 4.9 * minute, budget: 0.02 },
  {
    strategy: 6,
    alert: 1,
    detection: [2.2 * minute, 14.4 * minute, 3.6 * hour],
    reset: 29.8 * minute,
    budget: 0.05,
  },
  {
    strategy: 6,
    alert: 2,
    detection: [4.3 * minute, 28.8 * minute, 7.2 * hour],
    reset: 6 * hour,
    budget: 0.1,
  },
];

/** The book gives two digits, or rounds to a whole unit: nothing is further off than two in a hundred. */
const asPrinted = (printed: number): readonly [number, number] => [printed * 0.98, printed * 1.02];

const ruleOf = ({ strategy, alert }: Row) => {
  const found = workbookStrategies.find(({ number }) => number === strategy)?.alerts[alert];
  if (!found) throw new Error(`strategy ${strategy} has no alert ${alert}`);
  return strategyRule(found);
};

const expectAsPrinted = (value: number | undefined, printed: number | undefined, step = 0) => {
  if (printed === undefined || value === undefined) {
    expect(value).toBe(printed);
    return;
  }
  const [least, most] = asPrinted(printed);
  expect(value).toBeGreaterThanOrEqual(least);
  expect(value).toBeLessThanOrEqual(most + step);
};

const ratios = [1, 0.15, 0.01];

describe('workbookStrategies', () => {
  it.each(book)('$strategy, alert $alert, has the times of the book by formula', (row) => {
    const rule = ruleOf(row);
    for (const [index, errorRatio] of ratios.entries()) {
      expectAsPrinted(detectionSeconds(rule, { errorRatio }), row.detection[index]);
    }
    expectAsPrinted(resetSeconds(rule, { errorRatio: 1 }), row.reset);
  });

  it.each(book)('$strategy, alert $alert, has the times of the book by simulation', (row) => {
    const rule = ruleOf(row);
    // A tenth of a second in an hour: the simulation sees a change at the next step, so it is later by up to one.
    const step = (rule.windowsSeconds[0] + rule.forSeconds) / 36_000;
    for (const [index, errorRatio] of ratios.entries()) {
      expectAsPrinted(
        measureOutage(rule, { errorRatio }, step)?.detectionSeconds,
        row.detection[index],
        step,
      );
    }
    expectAsPrinted(measureOutage(rule, { errorRatio: 1 }, step)?.resetSeconds, row.reset, step);
  });

  it.each(book)('$strategy, alert $alert, uses the budget of the book in a total outage', (row) => {
    const seconds = detectionSeconds(ruleOf(row), { errorRatio: 1 }) ?? Number.NaN;
    expectAsPrinted(budgetConsumed(workbookObjective, 1_000, seconds), row.budget);
  });

  it('ends in the pairs that alerts are made from', () => {
    const last = workbookStrategies.at(-1)?.alerts.map(({ windowsMinutes }) => windowsMinutes) ?? [];
    const ours = burnPairs.map(({ longMinutes, shortMinutes }) => [longMinutes, shortMinutes]);
    expect(ours).toEqual(expect.arrayContaining(last));
  });
});
