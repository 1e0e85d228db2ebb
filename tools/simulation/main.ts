import { availableParallelism } from 'node:os';
import { flag, option } from '../command-line/command.ts';
import { runCommand } from '../command-line/run-command.ts';
import { text, wholeNumber } from '../command-line/values.ts';
import { runMutants } from './mutants/run-mutants.ts';
import { createProgress } from './run/progress.ts';
import { createReport } from './run/report.ts';
import { runHistories } from './run/run-histories.ts';
import type { WorkerAnswer } from './run/worker-messages.ts';

const most = 1_000_000_000;
const number = wholeNumber({ least: 0, most });

const simulateCommand = {
  name: 'npm run simulate',
  description:
    'Simulates histories of the order service: clients, crashes, faults of database, bus and gateway, and whether every ' +
    'promise is kept at the end. The same seed and number give the same history.',
  options: {
    histories: option('number', 'histories to simulate', wholeNumber({ least: 1, most }), 1_000),
    seed: option('text', 'seed of the run', text, '1'),
    from: option('number', 'number of the first history, to go on with a run', number, 0),
    history: option('number', 'simulate this history alone and tell its story', number),
    threads: option('number', 'threads (default: one for each core)', wholeNumber({ least: 1, most: 64 })),
    pairs: flag('list how often each fault happened at each step'),
    mutants: flag('plant faults in copies of the sources, and count the histories until each is found'),
    mutant: option('id', 'plant this fault only', text),
  },
  notes:
    'Exit code: 0, 1 when a promise was broken or a planted fault was not found, 2 when the command line is wrong.',
} as const;

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

const told = new Intl.NumberFormat('en-US', { minimumIntegerDigits: 2 });

const clock = (ms: number): string =>
  `${told.format(Math.floor(ms / 60_000))}:${told.format(Math.floor(ms / 1_000) % 60)}.${String(ms % 1_000).padStart(3, '0')}`;

const tellStory = ({ story, violations, traceHash }: WorkerAnswer): void => {
  for (const { at, who, what } of story) console.log(`${clock(at)}  ${who}: ${what}`);
  console.log(violations.length === 0 ? 'every promise was kept' : `broken:\n  ${violations.join('\n  ')}`);
  console.log(`trace ${traceHash}`);
};

await runCommand(simulateCommand, async ({ options }) => {
  const { seed, from, histories, history, pairs } = options;
  const threads = options.threads ?? availableParallelism();
  if (options.mutants || options.mutant !== undefined) {
    return runMutants({ seed, histories, threads, only: options.mutant });
  }
  if (history !== undefined) {
    let broken = false;
    await runHistories({ seed, from: history, count: 1, keepsStory: true, threads: 1 }, (result) => {
      tellStory(result);
      broken = result.violations.length > 0;
      return true;
    });
    return broken ? 1 : 0;
  }
  const report = createReport();
  const progress = createProgress(histories);
  let done = 0;
  await runHistories({ seed, from, count: histories, threads }, (result) => {
    report.add(result);
    done += 1;
    progress.show(done, report.broken());
    if (result.violations.length === 0) return true;
    console.log(`history ${result.number} (npm run simulate -- --seed ${seed} --history ${result.number}):`);
    for (const violation of result.violations.slice(0, 5)) console.log(`  ${violation}`);
    return true;
  });
  progress.end();
  for (const line of report.lines(cpuMs())) console.log(line);
  if (pairs) for (const [pair, times] of report.pairs()) console.log(`  ${times} ${pair}`);
  return report.broken() > 0 ? 1 : 0;
});
