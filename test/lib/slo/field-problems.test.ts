import { describe, expect, it } from 'vitest';
import { fieldProblems } from '../../../lib/slo/field-problems.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { anObjective } from '../../builders/an-objective.ts';

const problemsOf = (fields: Partial<Record<keyof Objective, unknown>>) =>
  fieldProblems({ ...anObjective(), ...fields });

describe('fieldProblems', () => {
  it('are none for an ordinary objective', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it.each(['Availability', 'order_latency', 'a b', '', 'ä', '-a', 'a-', 'a'.repeat(49)])(
    'refuses the id %j',
    (id) => {
      expect(problemsOf({ id })).toEqual([
        'the id is a label and part of names: use 1 to 48 of a-z, 0-9 and inner hyphens',
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
        `the target "${target}" is no percentage: write it as decimal text under 100, such as '99.9', with at most 5 decimals`,
      ]);
    },
  );

  it('takes a target of five decimals', () => {
    expect(problemsOf({ target: '99.99999', minBadEvents: 5 })).toEqual([]);
  });

  it.each([6, 91, 30.5, Number.NaN])('refuses a window of %d days', (windowDays) => {
    expect(problemsOf({ windowDays })).toEqual([
      `a window of ${windowDays} days cannot be kept: set windowDays to a whole number from 7 to 90`,
    ]);
  });

  it('takes windows of 7 and of 90 days', () => {
    expect([...problemsOf({ windowDays: 7 }), ...problemsOf({ windowDays: 90 })]).toEqual([]);
  });

  it.each([0, -1, 1.5])('refuses a guard of %d bad events', (minBadEvents) => {
    expect(problemsOf({ minBadEvents })).toEqual([
      `${minBadEvents} bad events guard nothing: set minBadEvents to a whole number from 1 up`,
    ]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a traffic of %d events', (events) => {
    expect(problemsOf({ expectedEventsPerHour: events })).toEqual([
      'the expected traffic is unknown: set expectedEventsPerHour to a number over 0',
    ]);
  });

  it('refuses a runbook that is none of the project', () => {
    expect(problemsOf({ runbook: 'https://wiki.example/slo' })).toEqual([
      '"https://wiki.example/slo" is no runbook: name a file docs/runbooks/….md',
    ]);
  });

  it.each([0, 0.5, 29_001])('refuses to judge latency at %d ms', (thresholdMs) => {
    expect(problemsOf({ indicator: { kind: 'latency', thresholdMs } })).toEqual([
      `no request can be judged at ${thresholdMs} ms: set thresholdMs to whole ms, 1 to 29000`,
    ]);
  });

  it.each([0, 86_400_001])('refuses to judge freshness at %d ms', (deadlineMs) => {
    expect(problemsOf({ indicator: { kind: 'freshness', deadlineMs } })).toEqual([
      `nothing can be judged at ${deadlineMs} ms: set deadlineMs to whole ms, 1 to 86400000`,
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

  it.each(['title', 'description', 'owner'] as const)('refuses a %s that is no line of text', (name) => {
    for (const value of ['', ' ', 'one\ntwo', 1, undefined]) {
      expect(problemsOf({ [name]: value })).toEqual([`there is no ${name}: write it as one line of text`]);
    }
  });

  it.each([
    { kind: 'availability', thresholdMs: 3 },
    { kind: 'latency', thresholdMs: 3, deadlineMs: 3 },
  ])('refuses fields that an indicator does not have: %j', (indicator) => {
    const [, ...others] = Object.keys(indicator);
    expect(problemsOf({ indicator })).toEqual([
      `the indicator ${indicator.kind} has no field "${others.at(-1)}": take it out`,
    ]);
  });

  it.each(['throughput', undefined])('refuses the indicator %j', (kind) => {
    expect(problemsOf({ indicator: { kind } })).toEqual([
      `no events are counted by the indicator ${JSON.stringify(kind)}: set its kind to availability, latency, freshness or success`,
    ]);
  });

  it('says which fields there are when it is given another', () => {
    expect(fieldProblems({ ...anObjective(), minBadEvent: 7 })).toEqual([
      'there is no field "minBadEvent": use id, title, description, target, windowDays, indicator, owner, runbook, minBadEvents and expectedEventsPerHour',
    ]);
  });

  describe('when a value is of another type', () => {
    it.each<[keyof Objective, unknown, string]>([
      ['id', undefined, 'the id is a label'],
      ['id', ['availability'], 'the id is a label'],
      ['target', 99.9, 'the target 99.9 is no percentage: write it as decimal text'],
      ['target', undefined, 'the target undefined is no percentage'],
      ['target', null, 'the target null is no percentage'],
      ['windowDays', '30', 'a window of "30" days cannot be kept'],
      ['windowDays', undefined, 'a window of undefined days cannot be kept'],
      ['minBadEvents', '5', '"5" bad events guard nothing'],
      ['expectedEventsPerHour', '2000', 'the expected traffic is unknown'],
      ['runbook', undefined, 'undefined is no runbook'],
      ['runbook', ['docs/runbooks/slo-availability.md'], 'docs/runbooks/slo-availability.md is no runbook'],
      ['indicator', undefined, 'no events are counted by the indicator undefined'],
      ['indicator', null, 'no events are counted by the indicator null'],
      ['indicator', 'success', 'no events are counted by the indicator "success"'],
      ['indicator', { kind: 'latency' }, 'no request can be judged at undefined ms'],
      ['indicator', { kind: 'freshness', deadlineMs: '10000' }, 'nothing can be judged at "10000" ms'],
      ['indicator', { kind: 'toString' }, 'no events are counted by the indicator "toString"'],
    ])('refuses the %s %j', (name, value, problem) => {
      expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(problem)]);
    });

    it('says so in one line', () => {
      expect(problemsOf({ target: '99\n.9' })[0]).toMatch(/^the target "99\\n\.9" is no percentage.*$/);
    });
  });
});
