import { describe, expect, it } from 'vitest';
import { consoleReport } from '../../../../tools/bench/report/console-report.ts';

describe('consoleReport', () => {
  const cost = (cpuMs: number, mainThreadMs: number) => ({ cpuMs, mainThreadMs });

  it('compares the rounds of each view in pairs, and those of all views', () => {
    const runs = [
      {
        view: 'map',
        closed: [cost(50, 20), cost(100, 30)],
        open: [cost(55, 21), cost(110, 32)],
      },
      { view: 'order', closed: [cost(80, 20)], open: [cost(80, 20)] },
    ] as const;
    const [header, ...rows] = consoleReport({ ordersPerSecond: 2, runs })
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()));
    expect(header?.[1]).toBe('view, at 2 orders a second');
    expect(rows.slice(1).map((cells) => cells.slice(1, -1))).toEqual([
      ['map', '75.0', '82.5', '1.10 (1.10–1.10)', '2.0 (2.0 to 2.0)'],
      ['order', '80.0', '80.0', '1.00 (1.00–1.00)', '0.0 (0.0 to 0.0)'],
      ['all rounds of all views', '80.0', '80.0', '1.10 (1.05–1.10)', '2.0 (1.0 to 2.0)'],
    ]);
  });
});
