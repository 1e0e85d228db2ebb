import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BurnAlert, burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import { type AlertRule, burnAlertRule } from '../../../../tools/slo/alert-simulator/alert-rule.ts';
import {
  budgetConsumed,
  detectionSeconds,
  exhaustionSeconds,
  outageBurnRate,
  resetSeconds,
} from '../../../../tools/slo/alert-simulator/alert-timing.ts';
import { measureOutage } from '../../../../tools/slo/alert-simulator/measure-outage.ts';
import { anObjective } from '../../../builders/an-objective.ts';

const month = { target: '99.9', windowDays: 30 };
const alerts = burnAlerts(anObjective());
const page: AlertRule = {
  windowsSeconds: [3_600, 300],
  threshold: '0.0144',
  minBadEvents: 5,
  forSeconds: 0,
};

describe('detectionSeconds', () => {
  it('is 52 s for a total outage of 99.9 % with the page over an hour', () => {
    expect(detectionSeconds(page, { errorRatio: 1 })).toBeCloseTo(51.84, 6);
  });

  it('is never at the threshold and under it', () => {
    expect(detectionSeconds(page, { errorRatio: 0.0144 })).toBeUndefined();
    expect(detectionSeconds(page, { errorRatio: 0.01 })).toBeUndefined();
  });

  it('waits for enough bad events where traffic is low', () => {
    expect(detectionSeconds(page, { errorRatio: 1, eventsPerHour: 60 })).toBe(300);
    expect(detectionSeconds(page, { errorRatio: 0.5, eventsPerHour: 60 })).toBe(600);
  });

  it('is at the end of the window when the last of enough bad events comes there', () => {
    expect(detectionSeconds(page, { errorRatio: 1, eventsPerHour: 5 })).toBe(3_600);
  });

  it('is never when the window does not hold enough bad events', () => {
    expect(detectionSeconds(page, { errorRatio: 1, eventsPerHour: 4 })).toBeUndefined();
  });

  it('adds the time for which a rule waits', () => {
    expect(detectionSeconds({ ...page, forSeconds: 120 }, { errorRatio: 1, eventsPerHour: 60 })).toBe(420);
  });
});

describe('resetSeconds', () => {
  it('is 4.9 min after a total outage of 99.9 % with the page over an hour', () => {
    expect(resetSeconds(page, { errorRatio: 1 })).toBeCloseTo(295.68, 6);
  });

  it('is undefined when nothing fires', () => {
    expect(resetSeconds(page, { errorRatio: 0.01 })).toBeUndefined();
  });

  it('comes earlier when the long window falls below the guard', () => {
    const seldom = { errorRatio: 1, eventsPerHour: 5.2 };
    expect(resetSeconds(page, seldom)).toBeCloseTo(3_600 - (5 * 3_600) / 5.2, 6);
  });
});

describe('detection and reset by formula', () => {
  const outages = fc.record({
    errorRatio: fc.double({ min: 0.0005, max: 1, noNaN: true }),
    eventsPerHour: fc.integer({ min: 1, max: 100_000 }),
  });
  const rules = fc.constantFrom(...alerts).map((alert: BurnAlert) => burnAlertRule(alert));

  it('agree with the simulation within a step, for any outage, traffic and alert', () => {
    fc.assert(
      fc.property(rules, outages, (rule, outage) => {
        const step = rule.windowsSeconds[0] / 720;
        const formula = detectionSeconds(rule, outage);
        // Outages that only just fire do or do not, as rounding has it.
        fc.pre(Math.abs((formula ?? 0) - rule.windowsSeconds[0]) > step);
        const threshold = Number(rule.threshold);
        fc.pre(Math.abs(outage.errorRatio - threshold) > threshold / 50);
        const simulated = measureOutage(rule, outage, step);
        if (formula === undefined || simulated === undefined) {
          expect(simulated?.detectionSeconds).toBe(formula);
          return;
        }
        expect(simulated.detectionSeconds - formula).toBeGreaterThanOrEqual(-1e-6 * formula);
        expect(simulated.detectionSeconds - formula).toBeLessThanOrEqual(step * 1.001);
        const reset = resetSeconds(rule, outage) ?? Number.NaN;
        expect(Math.abs(simulated.resetSeconds - reset)).toBeLessThanOrEqual(step * 1.001);
      }),
      { numRuns: 60 },
    );
  });

  it('spend the budget share of the alert', () => {
    for (const alert of alerts) {
      const outage = { errorRatio: 0.4 };
      const seconds = detectionSeconds(burnAlertRule(alert), outage) ?? Number.NaN;
      expect(budgetConsumed(month, outageBurnRate(month, outage), seconds)).toBeCloseTo(
        Number(alert.budgetShare),
        10,
      );
    }
  });
});

describe('exhaustionSeconds', () => {
  it.each([
    [1, 30 * 86_400],
    [2, 15 * 86_400],
    [10, 3 * 86_400],
    [1_000, 43.2 * 60],
  ])('at burn rate %d is %d s of a month', (burnRate, seconds) => {
    expect(exhaustionSeconds(month, burnRate)).toBeCloseTo(seconds, 6);
  });

  it('is undefined while no budget is spent', () => {
    expect(exhaustionSeconds(month, 0)).toBeUndefined();
  });
});

describe('budgetConsumed', () => {
  it('is 13.9 % for an hour at 100 times the rate, as the workbook has it for one failure of ten', () => {
    expect(outageBurnRate(month, { errorRatio: 0.1 })).toBeCloseTo(100, 9);
    expect(budgetConsumed(month, 100, 3_600)).toBeCloseTo(0.139, 3);
  });
});
