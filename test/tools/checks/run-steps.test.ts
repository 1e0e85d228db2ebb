import { describe, expect, it } from 'vitest';
import { runSteps, type Step } from '../../../tools/checks/run-steps.ts';

const steps: readonly Step[] = [
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'lint', command: ['biome', 'ci'], cure: '`npm run format`' },
  { name: 'imports', command: ['depcruise', '.'] },
];

/** Runs the steps with these failures; each takes a second. */
const outcome = (...failures: readonly (string | undefined)[]) => {
  const started: string[] = [];
  const printed: string[] = [];
  let milliseconds = 0;
  const passed = runSteps(steps, {
    run: ([program]) => {
      started.push(program);
      milliseconds += 1000;
      return failures[started.length - 1];
    },
    print: (line) => printed.push(line),
    now: () => milliseconds,
  });
  return { passed, started, printed };
};

describe('runSteps', () => {
  describe('when every step passes', () => {
    it('names each with its time and counts them', () => {
      const { passed, printed } = outcome();
      expect(passed).toBe(true);
      expect(printed).toEqual([
        '▸ types: tsc --noEmit',
        '✓ types (1.0 s)',
        '▸ lint: biome ci',
        '✓ lint (1.0 s)',
        '▸ imports: depcruise .',
        '✓ imports (1.0 s)',
        'check: 3 passed, 0 failed, 0 not run (3.0 s)',
      ]);
    });
  });

  describe('when a step fails', () => {
    it('names its cure, and runs and counts none of the later ones', () => {
      const { passed, started, printed } = outcome(undefined, 'signal SIGKILL');
      expect(passed).toBe(false);
      expect(started).toEqual(['tsc', 'biome']);
      expect(printed.slice(-2)).toEqual([
        '✗ lint failed: signal SIGKILL; try `npm run format`',
        'check: 1 passed, 1 failed, 1 not run (2.0 s)',
      ]);
    });
  });
});
