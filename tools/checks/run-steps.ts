export interface Step {
  readonly name: string;
  readonly command: readonly [program: string, ...parameters: string[]];
  /** The command that corrects most failures of the step. */
  readonly cure?: string;
}

interface Collaborators {
  /** Runs a command to its end. @returns how it failed. */
  readonly run: (command: Step['command']) => string | undefined;
  readonly print: (line: string) => void;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * Runs steps in order until one fails. The last line it prints counts them, for other programs to read.
 * @returns whether all of them passed.
 */
export const runSteps = (steps: readonly Step[], { run, print, now }: Collaborators): boolean => {
  const start = now();
  let passed = 0;
  for (const { name, command, cure } of steps) {
    print(`▸ ${name}: ${command.join(' ')}`);
    const stepStart = now();
    const failure = run(command);
    if (failure !== undefined) {
      print(`✗ ${name} failed: ${failure}${cure === undefined ? '' : `; try ${cure}`}`);
      break;
    }
    passed += 1;
    print(`✓ ${name} (${seconds(now() - stepStart)})`);
  }
  const failed = passed === steps.length ? 0 : 1;
  const notRun = steps.length - passed - failed;
  print(`check: ${passed} passed, ${failed} failed, ${notRun} not run (${seconds(now() - start)})`);
  return failed === 0;
};
