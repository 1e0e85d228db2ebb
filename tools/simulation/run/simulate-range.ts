import { writeFileSync } from 'node:fs';
import { gitVersion } from '../../command-line/git-version.ts';
import { createProgress } from './progress.ts';
import { createReport, type RunSummary, summaryLines } from './report.ts';
import { runHistories } from './run-histories.ts';
import { shrinkHistory } from './shrink-history.ts';
import { replayOptions, storyLines } from './tell-story.ts';
import type { WorkerAnswer } from './worker-messages.ts';

export interface RangeRun {
  readonly seed: string;
  readonly from: number;
  /** How many histories; without an end unless given. */
  readonly histories: number | undefined;
  /** Minutes after which no history begins. */
  readonly minutes: number | undefined;
  readonly threads: number;
  /** Whether to list how often each fault happened at each step. */
  readonly pairs: boolean;
  /** File for the summary. */
  readonly summary: string | undefined;
}

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

const shownViolations = 5;

/** Exit code of a run that Ctrl-C has ended. */
const interruptedCode = 130;

/** Prints the smallest history that breaks a promise as this one does. */
export const tellSmallest = async (
  broken: WorkerAnswer,
  {
    seed,
    threads,
    program,
    mutant,
  }: Pick<RangeRun, 'seed' | 'threads'> & { readonly program?: URL; readonly mutant?: string },
): Promise<void> => {
  const { smallest, tries } = await shrinkHistory(broken, { seed, threads, program });
  const { commands, faults } = smallest.part;
  console.log(
    `smallest of ${tries} parts of history ${broken.number}: ${commands.length} client commands, ${faults.length} kinds of fault`,
  );
  const planted = mutant === undefined ? '' : `--mutant ${mutant} `;
  console.log(`npm run simulate -- ${planted}${replayOptions(seed, broken.number, smallest.part)}`);
  for (const line of storyLines(smallest)) console.log(`  ${line}`);
};

/** Calls a run off at the first Ctrl-C; the second one ends the process. */
const untilInterrupted = (): AbortSignal => {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return controller.signal;
};

/** Writes a summary to a file, in JSON. */
export const writeSummary = (file: string, summary: RunSummary): void =>
  writeFileSync(file, `${JSON.stringify(summary, undefined, 2)}\n`);

/** Simulates a range of histories and prints what became of them. @returns the exit code. */
export const simulateRange = async (run: RangeRun): Promise<number> => {
  const { seed, from, histories, minutes, threads } = run;
  const startedAt = performance.now();
  const until = minutes === undefined ? undefined : startedAt + minutes * 60_000;
  const signal = untilInterrupted();
  const report = createReport();
  const progress = createProgress(histories === undefined ? { untilMs: until ?? startedAt } : { histories });
  let first: WorkerAnswer | undefined;
  await runHistories({ seed, from, count: histories, until, threads, signal }, (result) => {
    report.add(result);
    progress.show(report.histories(), report.broken());
    if (result.violations.length === 0) return true;
    if (!first || result.number < first.number) first = result;
    progress.clear();
    console.log(`history ${result.number} (npm run simulate -- ${replayOptions(seed, result.number)}):`);
    for (const violation of result.violations.slice(0, shownViolations)) console.log(`  ${violation}`);
    return true;
  });
  progress.clear();
  const summary = report.summary({
    version: gitVersion(),
    seed,
    from,
    cpuMs: cpuMs(),
    wallMs: performance.now() - startedAt,
  });
  if (first && !signal.aborted) await tellSmallest(first, { seed, threads });
  for (const line of summaryLines(summary)) console.log(line);
  if (run.pairs) {
    for (const [pair, times] of report.pairs()) console.log(`  ${times} ${pair}`);
    for (const pair of summary.neverHappened) console.log(`  never ${pair}`);
  }
  if (run.summary !== undefined) writeSummary(run.summary, summary);
  if (signal.aborted) {
    const left = histories === undefined ? '' : ` --histories ${histories - summary.histories}`;
    const next = from + summary.histories;
    console.log(`interrupted; to go on: npm run simulate -- --seed ${seed} --from ${next}${left}`);
  }
  console.log(`simulation: ${summary.broken > 0 ? 0 : 1} passed, ${summary.broken > 0 ? 1 : 0} failed`);
  if (summary.broken > 0) return 1;
  return signal.aborted ? interruptedCode : 0;
};
