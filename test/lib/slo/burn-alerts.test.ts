import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burnAlertName, burnAlerts } from '../../../lib/slo/burn-alerts.ts';
import { decimalPlaces, errorBudget, times } from '../../../lib/slo/decimal.ts';
import { anObjective } from '../../builders/an-objective.ts';

const factors = (windowDays: number) => burnAlerts(anObjective({ windowDays })).map(({ factor }) => factor);

describe('burnAlerts', () => {
  it('are the four pairs of the SRE Workbook and the ticket for a trickle for 99.9 % over 30 days', () => {
    expect(burnAlerts(anObjective({ trickleBadEvents: 3 }))).toEqual([
      {
        severity: 'page',
        longMinutes: 60,
        shortMinutes: 5,
        factor: '14.4',
        threshold: '0.0144',
        budgetShare: '0.02',
        minBadEvents: 5,
      },
      {
        severity: 'page',
        longMinutes: 360,
        shortMinutes: 30,
        factor: '6',
        threshold: '0.006',
        budgetShare: '0.05',
        minBadEvents: 5,
      },
      {
        severity: 'ticket',
        longMinutes: 360,
        shortMinutes: 360,
        factor: '6',
        threshold: '0.006',
        budgetShare: '0.05',
        minBadEvents: 3,
      },
      {
        severity: 'ticket',
        longMinutes: 1_440,
        shortMinutes: 120,
        factor: '3',
        threshold: '0.003',
        budgetShare: '0.1',
        minBadEvents: 5,
      },
      {
        severity: 'ticket',
        longMinutes: 4_320,
        shortMinutes: 360,
        factor: '1',
        threshold: '0.001',
        budgetShare: '0.1',
        minBadEvents: 5,
      },
    ]);
  });

  it('have factors that follow from the window', () => {
    expect(factors(28)).toEqual(['13.44', '5.6', '5.6', '2.8', '0.93']);
    expect(factors(90)).toEqual(['43.2', '18', '18', '9', '3']);
  });

  it('state the share of the budget that the rounded factor spends', () => {
    const [, , , , last] = burnAlerts(anObjective({ windowDays: 28 }));
    expect(last).toMatchObject({ factor: '0.93', threshold: '0.00093', budgetShare: '0.099643' });
  });

  it('keep every factor above the burn rate of a service that meets its objective, at every window', () => {
    const alerts = burnAlerts(anObjective({ windowDays: 7 }));
    expect(alerts.map(({ factor }) => factor)).toEqual(['3.36', '1.4', '1.4', '0.9', '0.9']);
    expect(alerts.map(({ budgetShare }) => budgetShare)).toEqual([
      '0.02',
      '0.05',
      '0.05',
      '0.128571',
      '0.385714',
    ]);
  });

  it('take other pairs and fractions of days for runs on short windows', () => {
    const pair = { severity: 'page', longMinutes: 1, shortMinutes: 0.25, budgetShare: '0.02' } as const;
    const [alert] = burnAlerts({ target: '99', windowDays: 0.5, minBadEvents: 1, trickleBadEvents: 1 }, [
      pair,
    ]);
    expect(alert).toMatchObject({ ...pair, factor: '14.4', threshold: '0.144' });
  });

  it('have thresholds of exactly factor × budget, and factors of share × window ÷ long window', () => {
    const targets = fc
      .integer({ min: 1, max: 699_999 })
      .map((units) => `99.${String(units).padStart(6, '0').slice(1)}`);
    fc.assert(
      fc.property(targets, fc.integer({ min: 7, max: 90 }), (target, windowDays) => {
        for (const { factor, threshold, budgetShare, longMinutes } of burnAlerts(
          anObjective({ target, windowDays }),
        )) {
          expect(threshold).toBe(times(factor, errorBudget(target)));
          expect(Number(factor)).toBeGreaterThanOrEqual(0.9);
          expect(decimalPlaces(factor)).toBeLessThanOrEqual(2);
          expect(Number(factor)).toBeCloseTo((Number(budgetShare) * windowDays * 1_440) / longMinutes, 3);
        }
      }),
    );
  });
});

describe('burnAlertName', () => {
  it('joins the objective’s id, the severity and the long window', () => {
    const objective = anObjective();
    expect(burnAlerts(objective).map((alert) => burnAlertName(objective, alert))).toEqual([
      'availability-page-1h',
      'availability-page-6h',
      'availability-ticket-6h',
      'availability-ticket-1d',
      'availability-ticket-3d',
    ]);
  });
});
