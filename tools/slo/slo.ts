import { setTimeout as wait } from 'node:timers/promises';
import { SloDefinitionError } from '../../lib/slo/check-objectives.ts';
import { CorrectionError } from '../../lib/slo/corrections.ts';
import { CommandError } from '../command-line/command-error.ts';
import { runCommand } from '../command-line/run-command.ts';
import { sloCommand } from './command/command-line.ts';
import { runSloCommand } from './command/run-command.ts';

const interruption = new AbortController();

const pause = (seconds: number): Promise<boolean> =>
  wait(seconds * 1_000, true, { signal: interruption.signal }).catch(() => false);

await runCommand(sloCommand, async (line) => {
  if (line.command === 'status' && line.options.watch !== undefined) {
    process.once('SIGINT', () => interruption.abort());
  }
  try {
    return await runSloCommand(line, { print: console.log, nowMs: Date.now, pause });
  } catch (error) {
    // Exit code 1 says that a budget is exhausted, an alert fires or a file is out of date.
    if (
      error instanceof SloDefinitionError ||
      error instanceof CorrectionError ||
      error instanceof CommandError
    )
      throw new CommandError(error.message, 2);
    throw error;
  }
});
