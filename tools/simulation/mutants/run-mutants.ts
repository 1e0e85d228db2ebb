import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../../command-line/command-error.ts';
import { projectRoot } from '../../project.ts';
import type { HistoryPart } from '../history/history-part.ts';
import { runHistories, runOneHistory } from '../run/run-histories.ts';
import { tellSmallest } from '../run/simulate-range.ts';
import type { WorkerAnswer } from '../run/worker-messages.ts';
import { mutants } from './catalogue.ts';
import { type Mutant, plant, simulator } from './mutant.ts';
import { runTestFile } from './run-test-file.ts';
import { copySources, type SourceCopy } from './source-copy.ts';

export interface MutantRun {
  readonly seed: string;
  /** Histories after which a fault counts as not found. */
  readonly histories: number;
  readonly threads: number;
  /** Whether to print the smallest history that finds a fault. */
  readonly story?: boolean;
}

/** Whether a suite found a fault. */
interface Verdict {
  readonly mutant: Mutant;
  /** Report of the suite about the fault; `undefined`: it was not found. */
  readonly finding: string | undefined;
  /** Histories until then; none for a test file. */
  readonly histories?: number;
}

/** The program of the threads that simulate a source tree. */
const workerOf = (root: string): URL => pathToFileURL(join(root, 'tools/simulation/run/worker.ts'));

/** Simulates histories of a copy with the fault until one of them breaks a promise. */
const findByHistories = async (copy: SourceCopy, mutant: Mutant, run: MutantRun): Promise<Verdict> => {
  const program = workerOf(copy.root);
  let histories = 0;
  let finding: string | undefined;
  let broken: WorkerAnswer | undefined;
  try {
    await runHistories({ ...run, from: 0, count: run.histories, program }, (result) => {
      histories += 1;
      if (result.violations.length > 0) broken ??= result;
      return broken === undefined;
    });
    finding = broken?.violations[0];
    if (broken && run.story) await tellSmallest(broken, { ...run, program, mutant: mutant.id });
  } catch (failure) {
    // Code that breaks loudly is found as well.
    finding = `the simulation fails: ${(failure as Error).message}`;
  }
  return { mutant, finding, histories };
};

/**
 * The mutants of these ids, or all.
 * @param ids separated by commas.
 * @throws {CommandError} when there is no such mutant.
 */
export const selectMutants = (ids: string | undefined): readonly Mutant[] => {
  if (ids === undefined) return mutants;
  return ids.split(',').map((id) => {
    const mutant = mutants.find((each) => each.id === id);
    if (mutant) return mutant;
    throw new CommandError(
      `there is no mutant ${id}: use one of ${mutants.map((each) => each.id).join(', ')}.`,
      2,
    );
  });
};

/** So many mutants, others for each turn; after enough turns each has had its own. */
export const mutantsInRotation = (count: number, turn: number): readonly Mutant[] =>
  Array.from(
    { length: Math.min(count, mutants.length) },
    (_, n) => mutants[(turn * count + n) % mutants.length] as Mutant,
  );

/** Finds out whether a test file finds its faults, and passes without them. */
const createTestFiles = (copy: SourceCopy) => {
  const sound = new Map<string, Promise<void>>();
  const assertSound = async (file: string) => {
    const { passed, failure } = await runTestFile(copy.root, file);
    if (failure !== undefined || passed === 0)
      throw new CommandError(`${file} fails without a planted fault: ${failure ?? 'it has no tests'}`);
  };
  return async (mutant: Mutant): Promise<Verdict> => {
    const { suite } = mutant;
    const known = sound.get(suite) ?? assertSound(suite);
    sound.set(suite, known);
    await known;
    const { failure } = await copy.withMutant(mutant, () => runTestFile(copy.root, suite));
    return { mutant, finding: failure };
  };
};

const describe = ({ mutant: { id, breaks, suite }, finding, histories }: Verdict): string => {
  const by = suite === simulator ? `${histories} ${histories === 1 ? 'history' : 'histories'}` : suite;
  const outcome =
    finding === undefined ? `NOT FOUND by ${by}` : `found ${suite === simulator ? 'after' : 'by'} ${by}`;
  const [first = ''] = (finding ?? '').split('\n');
  return `${id}: ${outcome} (${breaks})${first ? `\n  ${first.slice(0, 200)}` : ''}`;
};

const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const summaryOf = (verdicts: readonly Verdict[]): readonly string[] => {
  const found = verdicts.filter(({ finding }) => finding !== undefined);
  const histories = found.flatMap((verdict) => verdict.histories ?? []);
  const times =
    histories.length > 0
      ? `; histories until found: median ${middle(histories)}, most ${Math.max(...histories)}`
      : '';
  return [
    `${verdicts.length} faults planted, ${verdicts.length - found.length} not found`,
    `${histories.length} found by the simulator, ${found.length - histories.length} by contract suites${times}`,
    `mutants: ${found.length} passed, ${verdicts.length - found.length} failed`,
  ];
};

/** Plants one fault after the other, and prints how its suite finds each. @returns the exit code. */
export const runMutants = async (chosen: readonly Mutant[], run: MutantRun): Promise<number> => {
  // All of them, before the first one takes its time.
  for (const mutant of chosen) plant(mutant, readFileSync(join(projectRoot, mutant.file), 'utf8'));
  const copy = copySources();
  const findByTestFile = createTestFiles(copy);
  const verdicts: Verdict[] = [];
  try {
    for (const mutant of chosen) {
      const verdict = await (mutant.suite === simulator
        ? copy.withMutant(mutant, () => findByHistories(copy, mutant, run))
        : findByTestFile(mutant));
      verdicts.push(verdict);
      console.log(describe(verdict));
    }
  } finally {
    copy.remove();
  }
  for (const line of summaryOf(verdicts)) console.log(line);
  return verdicts.every(({ finding }) => finding !== undefined) ? 0 : 1;
};

/** Simulates one history, or a part of it, of a copy with a fault. */
export const runMutantHistory = async (
  mutant: Mutant,
  seed: string,
  number: number,
  part: HistoryPart | undefined,
): Promise<WorkerAnswer> => {
  const copy = copySources();
  try {
    return await copy.withMutant(mutant, () =>
      runOneHistory({ seed, program: workerOf(copy.root) }, number, part),
    );
  } finally {
    copy.remove();
  }
};
