import { describe, expect, it } from 'vitest';
import { targetsReport } from '../../../../tools/bench/report/targets-report.ts';
import { spread } from '../../../../tools/bench/statistics.ts';

const rowOf = (toStock: number, toTeam = 0.5) => {
  const [, , row = ''] = targetsReport([
    { label: 'cold', toStock: spread([toStock]), toTeam: spread([toTeam]), gate: 0.52, stretch: 0.45 },
  ]).split('\n');
  return row.split('|').map((cell) => cell.trim());
};

describe('targetsReport', () => {
  it.each([
    [0.45, 'stretch met'],
    [0.46, 'gate met'],
    [0.52, 'gate met'],
    [0.53, 'missed'],
  ])('marks %d', (toStock, mark) => {
    expect(rowOf(toStock)).toContain(mark);
  });

  it.each([
    [0.99, 'yes'],
    [1, 'no'],
  ])('compares the ratio %d to the team’s handler with 1', (toTeam, answer) => {
    expect(rowOf(0.5, toTeam)).toContain(answer);
  });
});
