import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { CommandError } from '../../command-line/command-error.ts';
import { type RunSummary, type RunTotals, summaryOf } from './report.ts';

const counts = z.record(z.string(), z.int());

const totalsSchema = z.object({
  version: z.string().optional(),
  seed: z.string(),
  from: z.int(),
  histories: z.int(),
  broken: z.int(),
  settledWithinMinutes: z.int(),
  cpuSeconds: z.number(),
  wallSeconds: z.number(),
  commandCounts: counts,
  faultCounts: counts,
  pairTimes: counts,
  trace: z.string(),
}) satisfies z.ZodType<RunTotals>;

/** @throws {CommandError} when the file is no summary of a run. */
const readTotals = (file: string): RunTotals => {
  try {
    return totalsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new CommandError(`${file} is no summary that npm run simulate -- --summary has written.`, 2);
  }
};

const addCounts = (one: RunTotals['pairTimes'], other: RunTotals['pairTimes']): Record<string, number> => {
  const sums = { ...one };
  for (const [name, count] of Object.entries(other)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
};

/** Two ranges that follow each other as one. */
const join = (one: RunTotals, next: RunTotals): RunTotals => {
  const end = one.from + one.histories;
  if (one.version !== next.version)
    throw new CommandError(
      `The versions ${one.version ?? 'unknown'} and ${next.version ?? 'unknown'} differ.`,
      2,
    );
  if (one.seed !== next.seed) throw new CommandError(`The seeds ${one.seed} and ${next.seed} differ.`, 2);
  if (end !== next.from)
    throw new CommandError(`A range ends before history ${end}, and the next begins with ${next.from}.`, 2);
  return {
    ...(one.version !== undefined && { version: one.version }),
    seed: one.seed,
    from: one.from,
    histories: one.histories + next.histories,
    broken: one.broken + next.broken,
    settledWithinMinutes: Math.max(one.settledWithinMinutes, next.settledWithinMinutes),
    cpuSeconds: one.cpuSeconds + next.cpuSeconds,
    wallSeconds: one.wallSeconds + next.wallSeconds,
    commandCounts: addCounts(one.commandCounts, next.commandCounts),
    faultCounts: addCounts(one.faultCounts, next.faultCounts),
    pairTimes: addCounts(one.pairTimes, next.pairTimes),
    trace: BigInt.asUintN(64, BigInt(`0x${one.trace}`) + BigInt(`0x${next.trace}`)).toString(16),
  };
};

/**
 * The summary of ranges of one run, as if they had been simulated at once.
 * @throws {CommandError} when their versions or seeds differ, or they leave histories out or have them twice.
 */
export const mergeSummaries = (files: readonly string[]): RunSummary => {
  const [first, ...others] = files.map(readTotals).toSorted((a, b) => a.from - b.from);
  if (!first) throw new CommandError('There is no summary to merge.', 2);
  return summaryOf(others.reduce(join, first));
};
