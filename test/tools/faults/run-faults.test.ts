import { describe, expect, it } from 'vitest';
import { quickPhases } from '../../../tools/faults/plan.ts';
import { isAsPromised, runFaults } from '../../../tools/faults/run-faults.ts';

describe('npm run test:faults -- --quick', () => {
  it('finds every answer explained and, after the faults, the tables clean', {
    timeout: 240_000,
  }, async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const lines: string[] = [];
    const run = await runFaults({
      phases: quickPhases,
      seed,
      requests: 6,
      connections: 3,
      share: 0.4,
      settleMs: 180_000,
      print: (line) => lines.push(line),
      signal: new AbortController().signal,
    });
    expect(isAsPromised(run), `seed ${seed}\n${lines.join('\n')}\n${run.settled.violations.join('\n')}`).toBe(
      true,
    );
    expect(run.settled.orders).toBeGreaterThan(0);
    for (const { name, struck } of run.phases)
      expect({ name, isStruck: struck > 0 }).toEqual({ name, isStruck: true });
  });
});
