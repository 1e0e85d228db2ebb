import { type Command, flag, option } from '../command-line/command.ts';
import { CommandError } from '../command-line/command-error.ts';
import { runCommand } from '../command-line/run-command.ts';
import { number, wholeNumber } from '../command-line/values.ts';

const command = {
  name: 'npm run test:faults',
  description:
    'Runs the service on this machine under load, with a TCP proxy between its functions and database, bus and payment' +
    ' gateway, which delays, resets, half-closes, truncates and swallows. Checks every answer, and then the stored data.',
  options: {
    quick: flag('three faults instead of fifteen'),
    seed: option(
      'n',
      'decides which requests a fault strikes (default: random)',
      wholeNumber({ least: 0, most: 2 ** 31 }),
    ),
    requests: option(
      'n',
      'requests under each fault (default 60, with --quick 6)',
      wholeNumber({ least: 1, most: 100_000 }),
    ),
    connections: option('n', 'clients side by side', wholeNumber({ least: 1, most: 100 }), 4),
    share: option(
      'n',
      'probability that a fault strikes a request to a dependency',
      number({ least: 0, most: 1 }),
      0.3,
    ),
    'settle-seconds': option(
      'n',
      'how long payments, refunds and events may take to settle after the faults',
      wholeNumber({ least: 1, most: 3_600 }),
      300,
    ),
  },
  notes:
    'The seed decides the requests that are struck in their order of arrival, which differs from one run to the next.\n' +
    'Exit code: 0 everything as promised, 1 otherwise, 2 wrong usage.',
} as const satisfies Command;

await runCommand(command, async ({ options }) => {
  const { quick, connections, share, requests = quick ? 6 : 60 } = options;
  const seed = options.seed ?? Math.floor(Math.random() * 2 ** 31);
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      console.error('Stopping …');
      interruption.abort();
    });
  }
  const { allPhases, quickPhases } = await import('./plan.ts');
  const { isAsPromised, resultHeading, runFaults } = await import('./run-faults.ts');
  console.log(`Seed ${seed}. Starting the service …`);
  console.log(resultHeading);
  try {
    const run = await runFaults({
      phases: quick ? quickPhases : allPhases,
      seed,
      requests,
      connections,
      share,
      settleMs: options['settle-seconds'] * 1_000,
      print: console.log,
      signal: interruption.signal,
    });
    const { settled } = run;
    for (const violation of settled.violations) console.log(`✗ ${violation}`);
    console.log(
      `${settled.orders} orders, ${settled.open} open, ${settled.violations.length} violations ${settled.seconds} s after the` +
        ` last fault. ${isAsPromised(run) ? 'Everything is as promised.' : `Not as promised: repeat with --seed ${seed}.`}`,
    );
    return isAsPromised(run) ? 0 : 1;
  } catch (error) {
    if (interruption.signal.aborted) throw new CommandError('Interrupted.');
    throw error;
  }
});
