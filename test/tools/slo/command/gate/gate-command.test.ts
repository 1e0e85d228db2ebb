import { describe, expect, it } from 'vitest';
import {
  type GateRequest,
  gateCommand,
  gateReasons,
} from '../../../../../tools/slo/command/gate/gate-command.ts';
import type { GateDecision } from '../../../../../tools/slo/command/gate/gate-record.ts';
import { type Reading, sloStatus } from '../../../../../tools/slo/command/status/status-report.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

const reportOf = (reading: Partial<Reading>) => ({
  source: 'Prometheus',
  period: 'over 30 days',
  slos: [sloStatus(anObjective(), { counts: { good: 99_990, bad: 10 }, burnRates: [], ...reading })],
  notes: [],
});

const exhausted = { counts: { good: 900, bad: 100 } };

const run = async (reading: Partial<Reading>, request: GateRequest = {}) => {
  const printed: string[] = [];
  const recorded: GateDecision[] = [];
  const goes = await gateCommand(request, {
    read: async () => reportOf(reading),
    nowMs: () => Date.parse('2026-07-01T12:00:00Z'),
    print: (text) => printed.push(text),
    record: (decision) => recorded.push(decision),
  });
  return { goes, recorded, printed: printed.join('\n') };
};

describe('gateReasons', () => {
  it('are none while budgets are left and only tickets fire', () => {
    expect(gateReasons(reportOf({ firing: ['ticket'] }))).toEqual([]);
  });

  it('are an exhausted budget and a page that fires', () => {
    expect(gateReasons(reportOf({ ...exhausted, firing: ['page'] }))).toEqual([
      'the budget of availability is exhausted',
      'the page of availability fires',
    ]);
  });

  it('are not an objective without events, or with too few of them', () => {
    expect(gateReasons(reportOf({ counts: { good: 0, bad: 0 } }))).toEqual([]);
    expect(gateReasons(reportOf({ counts: { good: 1, bad: 3 } }))).toEqual([]);
  });

  it('are not a budget that corrected times have exhausted', () => {
    expect(gateReasons(reportOf({ ...exhausted, excluded: [{ good: 0, bad: 99 }] }))).toEqual([]);
  });
});

describe('gateCommand', () => {
  it('permits a deployment and records it', async () => {
    const { goes, recorded, printed } = await run({}, { version: 'v7' });
    expect(goes).toBe(true);
    expect(recorded).toEqual([
      { at: '2026-07-01T12:00:00.000Z', decision: 'passed', version: 'v7', reasons: [] },
    ]);
    expect(printed).toContain('The gate is open');
  });

  it('stops a deployment and prints the reason', async () => {
    const { goes, recorded, printed } = await run(exhausted);
    expect(goes).toBe(false);
    expect(recorded[0]).toMatchObject({
      decision: 'stopped',
      reasons: ['the budget of availability is exhausted'],
    });
    expect(printed).toContain('The gate is closed: the budget of availability is exhausted.');
  });

  it('permits an overridden deployment and records the reason', async () => {
    const { goes, recorded } = await run(exhausted, { override: 'repairs the cause' });
    expect(goes).toBe(true);
    expect(recorded[0]).toMatchObject({ decision: 'overridden', override: 'repairs the cause' });
  });

  it('records no override of an open gate', async () => {
    const { recorded } = await run({}, { override: 'just in case' });
    expect(recorded[0]).toMatchObject({ decision: 'passed' });
    expect(recorded[0]).not.toHaveProperty('override');
  });
});
