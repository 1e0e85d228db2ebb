import { describe, expect, it } from 'vitest';
import type { EventCounts } from '../../../../../lib/slo/budget.ts';
import {
  burnReading,
  guardNotes,
  historyNotes,
  needsAction,
  type SloStatus,
  sloStatus,
} from '../../../../../tools/slo/command/status/status-report.ts';
import { statusTable } from '../../../../../tools/slo/command/status/status-table.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

const objective = anObjective();
const statusOf = (counts: EventCounts) =>
  sloStatus(objective, { counts, burnRates: [burnReading(objective, '1h', counts)] });

describe('sloStatus', () => {
  it('states the remaining budget and the burn rate', () => {
    expect(statusOf({ good: 19_990, bad: 10 })).toEqual({
      id: 'availability',
      target: '99.9',
      good: 19_990,
      bad: 10,
      goodRatio: 0.9995,
      budgetEvents: 20,
      budgetRemaining: 0.5,
      state: 'ok',
      exhausted: false,
      secondsToExhaustion: 30 * 86_400,
      pagesAfterSeconds: { declared: 52, night: 1_800 },
      firing: [],
      burnRates: [{ window: '1h', burnRate: 0.5 }],
    });
  });

  it('is exhausted when exactly nothing is left', () => {
    expect(statusOf({ good: 9_990, bad: 10 })).toMatchObject({ budgetRemaining: 0, exhausted: true });
  });

  it('has all its budget and no ratio without events', () => {
    expect(statusOf({ good: 0, bad: 0 })).toMatchObject({
      goodRatio: null,
      budgetRemaining: 1,
      exhausted: false,
      burnRates: [{ burnRate: 0 }],
    });
  });

  it('prefers a given budget to the counts', () => {
    const status = sloStatus(objective, {
      counts: { good: 1, bad: 0 },
      burnRates: [],
      recorded: { budgetRemaining: -0.1, budgetEvents: 10 },
    });
    expect(status).toMatchObject({ budgetRemaining: -0.1, exhausted: true, secondsToExhaustion: null });
  });

  it('has too few events when fewer bad ones than the guard missed the target', () => {
    expect(statusOf({ good: 1, bad: 4 })).toMatchObject({ state: 'too few events', exhausted: false });
    expect(statusOf({ good: 1, bad: 4 }).budgetRemaining).toBeCloseTo(0.2, 9);
    expect(statusOf({ good: 1, bad: 5 })).toMatchObject({ state: 'exhausted' });
  });

  it('counts the time before its history as declared traffic', () => {
    const counts = { good: 480_000 - 48, bad: 48 };
    const status = sloStatus(objective, { counts, burnRates: [], historySeconds: 86_400 });
    expect(status).toMatchObject({ budgetEvents: 14_400, state: 'ok' });
  });
});

describe('needsAction', () => {
  const reportOf = (...slos: readonly SloStatus[]) => ({ source: '', period: '', slos, notes: [] });

  it.each([
    [false, statusOf({ good: 100, bad: 0 })],
    [false, statusOf({ good: 1, bad: 1 })],
    [true, statusOf({ good: 1, bad: 9 })],
    [true, { ...statusOf({ good: 100, bad: 0 }), firing: ['ticket'] as const }],
  ])('is %s for %o', (expected, status) => {
    expect(needsAction(reportOf(status))).toBe(expected);
  });
});

describe('historyNotes', () => {
  it('states the age of counts that do not fill the window', () => {
    expect(historyNotes(objective, 43_200)).toEqual([
      'availability: the counts go back at most 12 h of 30 days. The time before counts as the declared 20,000 events an hour without a bad one.',
    ]);
    expect(historyNotes(objective, 30 * 86_400)).toEqual([]);
  });
});

describe('guardNotes', () => {
  it('notes a budget that fewer bad events exhausted than alerts need', () => {
    const notesOf = (counts: EventCounts) => guardNotes([objective], [statusOf(counts)]);
    expect(notesOf({ good: 2, bad: 1 })).toEqual([
      'availability: fewer than 5 bad events may be chance; they exhaust no budget.',
    ]);
    expect([notesOf({ good: 2, bad: 5 }), notesOf({ good: 9_999, bad: 1 })]).toEqual([[], []]);
  });
});

describe('statusTable', () => {
  const tableOf = (...slos: readonly ReturnType<typeof sloStatus>[]) =>
    statusTable({
      source: 'Service at http://x',
      period: 'since the start of its counters',
      slos,
      notes: [],
    }).split('\n');

  it('begins with source and window of the numbers', () => {
    expect(tableOf(statusOf({ good: 1, bad: 0 }))[0]).toBe(
      'Service at http://x, since the start of its counters',
    );
  });

  it('has a row for each objective', () => {
    const lines = tableOf(
      statusOf({ good: 99_950, bad: 50 }),
      statusOf({ good: 90, bad: 10 }),
      statusOf({ good: 0, bad: 0 }),
    );
    expect(lines.slice(2, 7).map((line) => line.split(/ {2,}/))).toEqual([
      ['slo', 'target', 'good', 'bad', 'allowed', 'good ratio', 'budget left', 'lasts', 'burn 1h', 'state'],
      expect.anything(),
      ['availability', '99.9 %', '99,950', '50', '100', '99.95 %', '50 %', '30 d', '0.5 ×', 'ok'],
      ['availability', '99.9 %', '90', '10', '5', '90 %', '-100 %', '-', '100 ×', 'exhausted'],
      ['availability', '99.9 %', '0', '0', '5', '-', '100 %', '-', '0 ×', 'no events'],
    ]);
  });

  it('states the detection time of a total outage by day and by night', () => {
    expect(tableOf(statusOf({ good: 1, bad: 0 })).at(-1)).toBe(
      'A total outage pages, at the declared traffic and at 10 events an hour, after: availability 52 s and 30 min.',
    );
  });

  it('ends with the notes', () => {
    const report = { source: 'Service', period: 'now', slos: [], notes: ['They are old.', 'Very old.'] };
    expect(statusTable(report)).toMatch(/\n\nThey are old\.\nVery old\.$/);
  });

  it('does not round a small remaining budget to 0', () => {
    expect(tableOf(statusOf({ good: 999_001, bad: 999 }))[4]).toContain('0.1 %');
    expect(tableOf(statusOf({ good: 99_900_001, bad: 99_999 }))[4]).toContain('0.001 %');
  });
});
