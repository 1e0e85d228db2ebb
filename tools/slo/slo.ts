import { setTimeout as wait } from 'node:timers/promises';
import { SloDefinitionError } from '../../lib/slo/check-objectives.ts';
import { CorrectionError } from '../../lib/slo/corrections.ts';
import { CommandError } from '../command-line/command-error.ts';
import { runCommand } from '../command-line/run-command.ts';
import { sloCommand } from './command/command-line.ts';
import { gateExitCodes } from './command/gate/gate-exit-codes.ts';
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
    // Exit code 1 says that a budget is exhausted, an alert fires, a file is out of date, or the process crashed.
    if (
      error instanceof SloDefinitionError ||
      error instanceof CorrectionError ||
      error instanceof CommandError
    )
      throw new CommandError(error.message, gateExitCodes.unknown);
    throw error;
  }
});
