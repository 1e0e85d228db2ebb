import { setTimeout as wait } from 'node:timers/promises';
import { checkObjectives, SloDefinitionError } from '../../lib/slo/check-objectives.ts';
import { parseSloCommand } from './command/command-line.ts';
import { runSloCommand } from './command/run-command.ts';
import { RunbookError } from './command/runbook-error.ts';
import { SloCommandError } from './command/slo-command-error.ts';
import { orderService } from './order-service-declaration.ts';

const interruption = new AbortController();

const pause = (seconds: number): Promise<boolean> =>
  wait(seconds * 1_000, true, { signal: interruption.signal }).catch(() => false);

try {
  const command = parseSloCommand(process.argv.slice(2), process.env);
  if (command.name === 'status' && command.request.watchSeconds !== undefined) {
    process.once('SIGINT', () => interruption.abort());
  }
  checkObjectives(orderService.objectives);
  process.exitCode = await runSloCommand(command, { print: console.log, nowMs: Date.now, pause });
} catch (error) {
  const told = [SloCommandError, SloDefinitionError, RunbookError];
  if (!(error instanceof Error && told.some((type) => error instanceof type))) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
