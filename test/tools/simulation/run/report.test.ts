import { describe, expect, it } from 'vitest';
import { createReport, summaryLines } from '../../../../tools/simulation/run/report.ts';
import type { WorkerAnswer } from '../../../../tools/simulation/run/worker-messages.ts';
import { aResult } from '../../../builders/a-history-result.ts';

const summaryOf = (...results: readonly WorkerAnswer[]) => {
  const report = createReport();
  for (const result of results) report.add(result);
  return report.summary({ seed: '1', from: 0, cpuMs: 2_000, wallMs: 3_000 });
};

const struck: WorkerAnswer['struck'] = [
  ['crash × before Get', 2],
  ['crash × after Get', 0],
];

describe('the report of a run', () => {
  it('adds histories up', () => {
    const broken = aResult({
      number: 1,
      commands: 50,
      violations: ['a unit is lost'],
      settledAfterMs: 61_000,
    });
    expect(summaryOf(aResult({ struck }), broken, aResult({ number: 2, commands: 12 }))).toMatchObject({
      histories: 3,
      commands: 72,
      faults: 2,
      broken: 1,
      medianCommands: 12,
      settledWithinMinutes: 2,
      commandsPerCpuSecond: 36,
      wallSeconds: 3,
    });
  });

  it('has one trace for the same histories in any order', () => {
    const [first, second] = [
      aResult({ traceHash: '0000000a' }),
      aResult({ number: 1, traceHash: '0000000b' }),
    ];
    expect(summaryOf(second, first).trace).toBe(summaryOf(first, second).trace);
    const swapped = [aResult({ traceHash: '0000000b' }), aResult({ number: 1, traceHash: '0000000a' })];
    expect(summaryOf(...swapped).trace).not.toBe(summaryOf(first, second).trace);
  });

  it('names pairs of fault and step that could have happened, and faults without an opportunity', () => {
    const { neverHappened, pairs } = summaryOf(aResult({ struck }));
    expect(pairs).toBe(1);
    expect(neverHappened).toContain('crash × after Get');
    expect(neverHappened).toContain('busFailed');
    expect(neverHappened).not.toContain('crash × before Get');
    expect(neverHappened).not.toContain('latencyMs');
  });

  it('has a few lines', () => {
    expect(summaryLines(summaryOf(aResult({ struck })))).toEqual([
      'seed 1, histories 0 to 0',
      '1 histories, 10 client commands, 2 faults, 0 histories with violations',
      'median of a history: 10 commands, 2 faults',
      'everything settled within 1 virtual minutes after the faults',
      '5 commands per second of processor time, 3 s in all',
      expect.stringMatching(/^1 pairs of fault and step happened, \d+ never did$/),
      'trace a',
    ]);
  });
});
