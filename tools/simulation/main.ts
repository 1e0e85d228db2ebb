import { randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { flag, option } from '../command-line/command.ts';
import { runCommand } from '../command-line/run-command.ts';
import { text, wholeNumber } from '../command-line/values.ts';
import { readPart } from './history/history-part.ts';
import { mutantsInRotation, runMutantHistory, runMutants, selectMutants } from './mutants/run-mutants.ts';
import { mergeSummaries } from './run/merge-summaries.ts';
import { summaryLines } from './run/report.ts';
import { runOneHistory } from './run/run-histories.ts';
import { simulateRange, tellSmallest, writeSummary } from './run/simulate-range.ts';
import { storyLines } from './run/tell-story.ts';

const most = 1_000_000_000;
const number = wholeNumber({ least: 0, most });
const atLeastOne = wholeNumber({ least: 1, most });

/** Histories of a run that has no other end. */
const defaultHistories = 1_000;
/** Histories after which a planted fault counts as not found. */
const mutantHistories = 20_000;

/** Seed that stands for an unused one. */
const fresh = 'fresh';

const simulateCommand = {
  name: 'npm run simulate',
  description:
    'Simulates histories of the order service: clients, crashes, faults of database, bus and gateway, and whether every ' +
    'promise is kept at the end. The same seed and number give the same history. A history that breaks a promise is ' +
    'reduced to its smallest part; the story of that part is printed.',
  options: {
    histories: option('number', `histories to simulate (default ${defaultHistories})`, atLeastOne),
    minutes: option('number', 'begin no history after so many minutes', atLeastOne),
    seed: option('text', `seed of the run; "${fresh}" draws one`, text, '1'),
    from: option('number', 'number of the first history, to go on with a run', number, 0),
    history: option('number', 'simulate this history alone and print its story', number),
    part: option('text', 'with --history: simulate the part of it that a story names', readPart),
    threads: option('number', 'threads (default: one for each core)', wholeNumber({ least: 1, most: 64 })),
    pairs: flag('list pairs of fault and step: how often each happened, and which never did'),
    summary: option('file', 'write the summary of the run to this file, in JSON', text),
    merge: option('files', 'print one summary of these ranges of a run, separated by commas', text),
    mutants: flag('plant faults in a copy of the sources, and count the histories until each is found'),
    mutant: option('ids', 'plant these faults only, separated by commas', text),
    rotate: option('number', 'plant so many faults only, others each day', atLeastOne),
    story: flag('print the smallest history that finds each planted fault'),
  },
  notes:
    'Exit code: 0, 1 when a promise was broken or a planted fault was not found, 2 when the command line is wrong. ' +
    `A planted fault is looked for in ${mutantHistories} histories unless --histories says otherwise.`,
} as const;

const dayMs = 86_400_000;

await runCommand(simulateCommand, async ({ options }) => {
  const { from, histories, history, minutes, mutant, part, rotate } = options;
  if (options.merge !== undefined) {
    const summary = mergeSummaries(options.merge.split(','));
    for (const line of summaryLines(summary)) console.log(line);
    if (options.summary !== undefined) writeSummary(options.summary, summary);
    return 0;
  }
  const threads = options.threads ?? availableParallelism();
  const seed = options.seed === fresh ? String(randomInt(1, most)) : options.seed;
  if (options.seed === fresh) console.log(`seed ${seed}`);
  if (history !== undefined) {
    const [planted] = mutant === undefined ? [] : selectMutants(mutant);
    const result = planted
      ? await runMutantHistory(planted, seed, history, part)
      : await runOneHistory({ seed }, history, part);
    for (const line of storyLines(result)) console.log(line);
    if (result.violations.length === 0) return 0;
    if (!part && !planted) await tellSmallest(result, { seed, threads });
    return 1;
  }
  if (options.mutants || mutant !== undefined || rotate !== undefined) {
    const chosen =
      rotate === undefined
        ? selectMutants(mutant)
        : mutantsInRotation(rotate, Math.floor(Date.now() / dayMs));
    const run = { seed, histories: histories ?? mutantHistories, threads, story: options.story };
    return runMutants(chosen, run);
  }
  return simulateRange({
    ...options,
    seed,
    from,
    histories: histories ?? (minutes === undefined ? defaultHistories : undefined),
    threads,
  });
});
