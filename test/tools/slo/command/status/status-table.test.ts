import { describe, expect, it } from 'vitest';
import type { EventCounts } from '../../../../../lib/slo/budget.ts';
import { burnReading, guardNotes, sloStatus } from '../../../../../tools/slo/command/status/status-report.ts';
import { statusTable } from '../../../../../tools/slo/command/status/status-table.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

const objective = anObjective();
const statusOf = (counts: EventCounts) =>
  sloStatus(objective, { counts, burnRates: [burnReading(objective, '1h', counts)] });

describe('sloStatus', () => {
  it('says how much of the budget is left and how fast it goes', () => {
    expect(statusOf({ good: 9_995, bad: 5 })).toEqual({
      id: 'availability',
      target: '99.9',
      good: 9_995,
      bad: 5,
      goodRatio: 0.9995,
      budgetRemaining: 0.5,
      exhausted: false,
      burnRates: [{ window: '1h', burnRate: 0.5 }],
    });
  });

  it('is exhausted when exactly nothing is left', () => {
    expect(statusOf({ good: 999, bad: 1 })).toMatchObject({ budgetRemaining: 0, exhausted: true });
  });

  it('has all its budget and no ratio without events', () => {
    expect(statusOf({ good: 0, bad: 0 })).toMatchObject({
      goodRatio: null,
      budgetRemaining: 1,
      exhausted: false,
      burnRates: [{ burnRate: 0 }],
    });
  });

  it('trusts what is known of the budget more than the counts', () => {
    const status = sloStatus(objective, {
      counts: { good: 1, bad: 0 },
      burnRates: [],
      budgetRemaining: -0.1,
    });
    expect(status).toMatchObject({ budgetRemaining: -0.1, exhausted: true });
  });
});

describe('guardNotes', () => {
  it('notes a budget that fewer bad events exhausted than alerts need', () => {
    const notesOf = (counts: EventCounts) => guardNotes([objective], [statusOf(counts)]);
    expect(notesOf({ good: 2, bad: 1 })).toEqual([
      'availability: its alerts need at least 5 bad events, because fewer may be chance.',
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

  it('begins with where the numbers are from and over what they are counted', () => {
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
    expect(lines.slice(2).map((line) => line.split(/ {2,}/))).toEqual([
      ['slo', 'target', 'good', 'bad', 'good ratio', 'budget left', 'burn 1h', 'state'],
      expect.anything(),
      ['availability', '99.9 %', '99,950', '50', '99.95 %', '50 %', '0.5 ×', 'ok'],
      ['availability', '99.9 %', '90', '10', '90 %', '-9900 %', '100 ×', 'exhausted'],
      ['availability', '99.9 %', '0', '0', '-', '100 %', '0 ×', 'no events'],
    ]);
  });

  it('ends with what has to be known of the numbers', () => {
    const report = { source: 'Service', period: 'now', slos: [], notes: ['They are old.', 'Very old.'] };
    expect(statusTable(report)).toMatch(/\n\nThey are old\.\nVery old\.$/);
  });

  it('does not show a budget as gone of which a little is left', () => {
    expect(tableOf(statusOf({ good: 999_001, bad: 999 }))[4]).toContain('0.1 %');
    expect(tableOf(statusOf({ good: 99_900_001, bad: 99_999 }))[4]).toContain('0.001 %');
  });
});
