import { describe, expect, it } from 'vitest';
import { fieldProblems } from '../../../lib/slo/field-problems.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { anObjective } from '../../builders/an-objective.ts';

const problemsOf = (fields: Partial<Record<keyof Objective, unknown>>) =>
  fieldProblems({ ...anObjective(), ...fields });

describe('fieldProblems', () => {
  it('finds none in an ordinary objective', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it.each(['Availability', 'order_latency', 'a b', '', 'ä', '-a', 'a-', 'a'.repeat(49)])(
    'refuses the id %j',
    (id) => {
      expect(problemsOf({ id })).toEqual([
        `id must be 1 to 48 of a-z, 0-9 and inner hyphens, not ${JSON.stringify(id)}`,
      ]);
    },
  );

  it('takes an id of 48 characters, and one of hyphenated words', () => {
    expect([...problemsOf({ id: 'a'.repeat(48) }), ...problemsOf({ id: 'a1--b-2' })]).toEqual([]);
  });

  it.each(['100', '0', '100.5', '99,9', '9.99e1', '099.9', '', '-99', '99.999999'])(
    'refuses the target %j',
    (target) => {
      expect(problemsOf({ target })).toEqual([
        `target must be decimal text over 0 and under 100 such as '99.9', with at most 5 decimals, not "${target}"`,
      ]);
    },
  );

  it('takes a target of five decimals', () => {
    expect(problemsOf({ target: '99.99999', minBadEvents: 5 })).toEqual([]);
  });

  it.each([6, 91, 30.5, Number.NaN])('refuses a window of %d days', (windowDays) => {
    expect(problemsOf({ windowDays })).toEqual([
      `windowDays must be a whole number from 7 to 90, not ${windowDays}`,
    ]);
  });

  it('takes windows of 7 and of 90 days', () => {
    expect([...problemsOf({ windowDays: 7 }), ...problemsOf({ windowDays: 90 })]).toEqual([]);
  });

  it.each([0, -1, 1.5, 1_000_001])('refuses a guard of %d bad events', (minBadEvents) => {
    expect(problemsOf({ minBadEvents })).toEqual([
      `minBadEvents must be a whole number from 1 to 1000000, not ${minBadEvents}`,
    ]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a traffic of %d events', (events) => {
    expect(problemsOf({ expectedEventsPerHour: events })).toEqual([
      `expectedEventsPerHour must be a number over 0, not ${events}`,
    ]);
  });

  it('refuses a runbook outside docs/runbooks', () => {
    expect(problemsOf({ runbook: 'https://wiki.example/slo' })).toEqual([
      'runbook must be a file docs/runbooks/….md, not "https://wiki.example/slo"',
    ]);
  });

  it.each([0, 0.5, 29_001])('refuses to judge latency at %d ms', (thresholdMs) => {
    expect(problemsOf({ indicator: { kind: 'latency', thresholdMs } })).toEqual([
      `indicator.thresholdMs must be a whole number from 1 to 29000, not ${thresholdMs}`,
    ]);
  });

  it.each([0, 86_400_001])('refuses to judge freshness at %d ms', (deadlineMs) => {
    expect(problemsOf({ indicator: { kind: 'freshness', deadlineMs } })).toEqual([
      `indicator.deadlineMs must be a whole number from 1 to 86400000, not ${deadlineMs}`,
    ]);
  });

  it('takes the least and the greatest latency and deadline', () => {
    expect([
      ...problemsOf({ indicator: { kind: 'latency', thresholdMs: 1 } }),
      ...problemsOf({ indicator: { kind: 'freshness', deadlineMs: 1 } }),
      ...problemsOf({ indicator: { kind: 'latency', thresholdMs: 29_000 } }),
      ...problemsOf({ indicator: { kind: 'freshness', deadlineMs: 86_400_000 } }),
      ...problemsOf({ indicator: { kind: 'success' } }),
    ]).toEqual([]);
  });

  it.each(['title', 'description', 'owner'] as const)('refuses a %s that is not one line of text', (name) => {
    for (const value of ['', ' ', 'one\ntwo', 1, undefined]) {
      expect(problemsOf({ [name]: value })).toEqual([
        expect.stringMatching(new RegExp(`^${name} must be one line of text, not `)),
      ]);
    }
  });

  it.each([
    { kind: 'availability', thresholdMs: 3 },
    { kind: 'latency', thresholdMs: 3, deadlineMs: 3 },
  ])('refuses fields that an indicator does not have: %j', (indicator) => {
    const [, ...others] = Object.keys(indicator);
    expect(problemsOf({ indicator })).toEqual([
      `unknown field "${others.at(-1)}" of the indicator ${indicator.kind}`,
    ]);
  });

  it.each(['throughput', undefined])('refuses the indicator %j', (kind) => {
    expect(problemsOf({ indicator: { kind } })).toEqual([
      `indicator.kind must be availability, latency, freshness or success, not ${JSON.stringify(kind)}`,
    ]);
  });

  it('refuses a field that an objective does not have', () => {
    expect(fieldProblems({ ...anObjective(), minBadEvent: 7 })).toEqual([
      'unknown field "minBadEvent" of an objective',
    ]);
  });

  describe('when alerts have options', () => {
    it('takes alerts that are left out, or have labels of their own', () => {
      const alerts = { absent: { leaveOut: true }, page: { labels: { team: 'orders' } } };
      expect(problemsOf({ alerts })).toEqual([]);
    });

    it.each([
      ['an unknown alert', 'unknown field "pages" of alerts', { pages: {} }],
      ['an unknown option', 'unknown field "mute" of alerts.page', { page: { mute: true } }],
      [
        'another type',
        'alerts.page.leaveOut must be true or false, not "yes"',
        { page: { leaveOut: 'yes' } },
      ],
      [
        'a label of the rules',
        /^alerts\.page\.labels must be text by label names/,
        { page: { labels: { job: 'x' } } },
      ],
      ['a label that is no name', /^alerts\.page\.labels must be text/, { page: { labels: { 'a-b': 'x' } } }],
    ])('refuses %s', (_, problem, alerts) => {
      const [first] = problemsOf({ alerts });
      expect(first).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
    });
  });

  describe('when a value is of another type', () => {
    it.each<[keyof Objective, unknown, string]>([
      ['id', undefined, 'id must be 1 to 48 of a-z, 0-9 and inner hyphens, not undefined'],
      ['id', ['availability'], 'id must be 1 to 48'],
      ['target', 99.9, 'with at most 5 decimals, not 99.9'],
      ['target', undefined, 'with at most 5 decimals, not undefined'],
      ['target', null, 'with at most 5 decimals, not null'],
      ['windowDays', '30', 'windowDays must be a whole number from 7 to 90, not "30"'],
      ['windowDays', undefined, 'windowDays must be a whole number from 7 to 90, not undefined'],
      ['minBadEvents', '5', 'minBadEvents must be a whole number from 1 to 1000000, not "5"'],
      ['minBadEvents', undefined, 'minBadEvents must be a whole number from 1 to 1000000, not undefined'],
      ['expectedEventsPerHour', '2000', 'expectedEventsPerHour must be a number over 0, not "2000"'],
      ['runbook', undefined, 'runbook must be a file docs/runbooks/….md, not undefined'],
      ['runbook', ['docs/runbooks/slo-availability.md'], 'runbook must be a file docs/runbooks/….md, not'],
      ['indicator', undefined, 'indicator must be an object with a kind, not undefined'],
      ['indicator', null, 'indicator must be an object with a kind, not null'],
      ['indicator', 'success', 'indicator must be an object with a kind, not "success"'],
      ['indicator', { kind: 'latency' }, 'indicator.thresholdMs must be a whole number from 1 to 29000, not'],
      ['indicator', { kind: 'freshness', deadlineMs: '10000' }, 'indicator.deadlineMs must be'],
      ['indicator', { kind: 'toString' }, 'indicator.kind must be availability, latency, freshness or'],
    ])('refuses the %s %j', (name, value, problem) => {
      expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(problem)]);
    });

    it('reports it in one line', () => {
      expect(problemsOf({ target: '99\n.9' })[0]).toMatch(/^target must be .*, not "99\\n\.9"$/);
    });
  });
});
