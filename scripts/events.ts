import { awsProblem } from './events-command/aws-problem.ts';
import { eventsHelp, parseEventsCommand } from './events-command/command-line.ts';
import { connect } from './events-command/connect.ts';
import { EventsCommandError } from './events-command/events-command-error.ts';
import { runEventsCommand } from './events-command/run-command.ts';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());

const operator = { now: Date.now, print: console.log, report: console.error };

const main = async (): Promise<number> => {
  const command = parseEventsCommand(process.argv.slice(2), process.env);
  if (command.kind === 'help') {
    console.log(eventsHelp);
    return 0;
  }
  if ('url' in command.target) {
    // The local cloud takes any, and the SDK does without none.
    process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
    process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
  }
  const { close, ...ports } = await connect(command.target);
  try {
    return await runEventsCommand(command, ports, operator, { signal: interruption.signal });
  } finally {
    close();
  }
};

try {
  process.exitCode = await main();
} catch (error) {
  const problem = awsProblem(error);
  if (interruption.signal.aborted) {
    console.error('Interrupted. What was begun can be done again.');
    process.exitCode = 130;
  } else if (error instanceof EventsCommandError) {
    console.error(error.message);
    process.exitCode = error.exitCode;
  } else if (problem !== undefined) {
    console.error(problem);
    process.exitCode = 1;
  } else throw error;
}
