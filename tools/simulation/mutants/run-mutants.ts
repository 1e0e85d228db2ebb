import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../../command-line/command-error.ts';
import { projectRoot } from '../../project.ts';
import { runHistories } from '../run/run-histories.ts';
import { mutants } from './catalogue.ts';
import { type Mutant, plant } from './mutant.ts';

export interface MutantRun {
  readonly seed: string;
  /** Histories after which a fault counts as not found. */
  readonly histories: number;
  readonly threads: number;
  /** Id of the only mutant to run. */
  readonly only: string | undefined;
}

/** What the simulator is made of. */
const copied = [
  'lib',
  'tools/simulation',
  'tools/command-line',
  'tools/local-cloud/faults',
  'tools/project.ts',
  'package.json',
];

const copySources = (): string => {
  const copy = mkdtempSync(join(tmpdir(), 'order-service-mutant-'));
  for (const path of copied) cpSync(join(projectRoot, path), join(copy, path), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(copy, 'node_modules'));
  return copy;
};

interface Verdict {
  readonly histories: number;
  readonly violation: string | undefined;
}

/** Simulates histories of a copy with the fault until one of them breaks a promise. */
const tryMutant = async (copy: string, mutant: Mutant, run: MutantRun): Promise<Verdict> => {
  const path = join(copy, mutant.file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, plant(mutant, source));
  let histories = 0;
  let violation: string | undefined;
  try {
    const program = pathToFileURL(join(copy, 'tools/simulation/run/worker.ts'));
    const range = { seed: run.seed, from: 0, count: run.histories, threads: run.threads, program };
    await runHistories(range, (result) => {
      histories += 1;
      violation ??= result.violations[0];
      return violation === undefined;
    });
  } catch (failure) {
    // Code that breaks loudly is found as well.
    violation = `the simulation fails: ${(failure as Error).message}`;
  } finally {
    writeFileSync(path, source);
  }
  return { histories, violation };
};

const selected = (only: string | undefined): readonly Mutant[] => {
  const chosen = mutants.filter(({ id }) => only === undefined || id === only);
  if (chosen.length > 0) return chosen;
  throw new CommandError(
    `there is no mutant ${only}: use one of ${mutants.map(({ id }) => id).join(', ')}.`,
    2,
  );
};

/** Plants one fault after the other, and prints after how many histories each is found. @returns the exit code. */
export const runMutants = async (run: MutantRun): Promise<number> => {
  const chosen = selected(run.only);
  // All of them, before the first one takes its time.
  for (const mutant of chosen) plant(mutant, readFileSync(join(projectRoot, mutant.file), 'utf8'));
  const copy = copySources();
  let survived = 0;
  try {
    for (const mutant of chosen) {
      const { histories, violation } = await tryMutant(copy, mutant, run);
      if (violation === undefined) survived += 1;
      const outcome =
        violation === undefined ? `NOT FOUND in ${histories} histories` : `found after ${histories}`;
      console.log(
        `${mutant.id}: ${outcome} (${mutant.breaks})${violation ? `\n  ${violation.slice(0, 200)}` : ''}`,
      );
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
  console.log(`${chosen.length} faults planted, ${survived} not found`);
  return survived > 0 ? 1 : 0;
};
