import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { burnPairs } from '../../../lib/slo/burn-alerts.ts';
import { checkObjectives, objectiveProblems, SloDefinitionError } from '../../../lib/slo/check-objectives.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { anObjective } from '../../builders/an-objective.ts';

const problemsOf = (fields: Partial<Objective>) => objectiveProblems(anObjective(fields));

describe('objectiveProblems', () => {
  it('finds none in an ordinary objective', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it('lists every problem of the fields at once', () => {
    expect(problemsOf({ id: 'A', target: '1e2', windowDays: 1 })).toHaveLength(3);
  });

  describe('when a target is so low that an alert can never fire', () => {
    it('names the alert and the target from which it can', () => {
      expect(problemsOf({ target: '90' })).toEqual([
        'the page over 1h can never fire at a target of 90: its error ratio would have to exceed 14.4 × 0.1 = 1.44; choose a target over 93.05556',
      ]);
    });

    it('names it for any percentage over 0', () => {
      expect(problemsOf({ target: '0.5' })[0]).toMatch(
        /^the page over 1h can never fire at a target of 0\.5/,
      );
    });

    it('names every alert that cannot fire', () => {
      expect(problemsOf({ target: '80' }).map((problem) => problem.slice(0, 16))).toEqual([
        'the page over 1h',
        'the page over 6h',
      ]);
    });

    it('refuses a threshold of exactly 1', () => {
      // 5 % of 25 days' budget in three hours: a factor of 10.
      const pairs = [{ severity: 'page', longMinutes: 180, shortMinutes: 5, budgetShare: '0.05' }] as const;
      const at = (target: string) => objectiveProblems(anObjective({ target, windowDays: 25 }), pairs);
      expect([at('90').length, at('90.00001').length]).toEqual([1, 0]);
    });
  });

  describe('when traffic is low', () => {
    it('refuses that one bad event pages', () => {
      expect(problemsOf({ minBadEvents: 1, expectedEventsPerHour: 60 })).toEqual([
        'one bad event of the 60 expected in 1h would page: set minBadEvents to 2 or more',
      ]);
    });

    it('refuses that for a single event an hour, too', () => {
      expect(problemsOf({ minBadEvents: 1, expectedEventsPerHour: 1 })).toContain(
        'one bad event of the 1 expected in 1h would page: set minBadEvents to 2 or more',
      );
    });

    it('takes 70 events an hour at 99.9 %, where one bad event is less than the threshold', () => {
      expect(problemsOf({ minBadEvents: 1, expectedEventsPerHour: 70 })).toEqual([]);
    });

    it('takes any traffic at which the guard can be met', () => {
      expect(problemsOf({ minBadEvents: 5, expectedEventsPerHour: 5 })).toEqual([]);
    });

    it('refuses a guard that a total outage would not meet', () => {
      expect(problemsOf({ minBadEvents: 5, expectedEventsPerHour: 4 })).toEqual([
        'the page over 1h can never fire: 4 events are expected and minBadEvents is 5; lower minBadEvents or count more events',
      ]);
    });
  });

  describe('when windows are given', () => {
    const withWindows = (longMinutes: number, shortMinutes: number) =>
      objectiveProblems(anObjective(), [{ ...burnPairs[0], longMinutes, shortMinutes }]);

    it('takes a week, which is the longest range of an alarm', () => {
      expect(withWindows(10_080, 60)).toEqual([]);
    });

    it('takes the shortest windows that a minute allows', () => {
      expect(
        objectiveProblems(anObjective({ target: '99.999', expectedEventsPerHour: 1_000_000 }), [
          { severity: 'page', longMinutes: 2, shortMinutes: 1, budgetShare: '0.02' },
        ]),
      ).toEqual([]);
    });

    it('reports of a long window of a minute only that the short one is not shorter', () => {
      expect(withWindows(1, 1)).toEqual(['the short window of 1 min must be shorter than 1 min']);
    });

    it('refuses more than a week', () => {
      expect(withWindows(10_081, 60)).toEqual([
        'no CloudWatch alarm covers 10081 and 60 minutes: use whole minutes up to 10080',
      ]);
    });

    it('refuses fractions of minutes', () => {
      expect(withWindows(60, 0.5)).toEqual([
        'no CloudWatch alarm covers 60 and 0.5 minutes: use whole minutes up to 10080',
      ]);
    });

    it('refuses a short window that is not shorter', () => {
      expect(withWindows(60, 60)).toEqual(['the short window of 60 min must be shorter than 60 min']);
    });
  });

  describe('when the indicator has a limit', () => {
    it.each([
      { kind: 'latency', thresholdMs: 500 },
      { kind: 'freshness', deadlineMs: 500 },
    ] as const)('refuses a description that does not name it: %j', (indicator) => {
      expect(problemsOf({ indicator, description: 'Orders are placed within 1500 ms.' })).toEqual([
        'the description must name the limit of the indicator, 500 ms',
      ]);
      expect(problemsOf({ indicator, description: 'Orders are placed within 500 ms.' })).toEqual([]);
    });
  });
});

describe('checkObjectives', () => {
  const availability = anObjective();
  const payments = anObjective({ id: 'payments' });

  it('accepts the objectives of the service', () => {
    expect(() => checkObjectives(slos)).not.toThrow();
  });

  it('accepts objectives whose ids are their keys', () => {
    expect(() => checkObjectives({ availability, payments })).not.toThrow();
  });

  it('names an objective whose id is not its key', () => {
    expect(() => checkObjectives({ availability, payments: availability })).toThrow(
      new SloDefinitionError('payments', ['the id must be its key, "payments"']),
    );
  });

  it('reports every problem of an objective in one line', () => {
    expect(() => checkObjectives({ payments: { ...payments, owner: '', title: '' } })).toThrow(
      /^SLO "payments": title must be one line of text, not ""; owner must be one line of text, not ""$/,
    );
  });
});
