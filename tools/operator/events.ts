import { eventsProgram, toEventsCommand } from './events-command/command-line.ts';
import { runOperatorCommand } from './operator-command/run-operator-command.ts';

const operator = { now: Date.now, print: console.log, report: console.error };

await runOperatorCommand(
  eventsProgram,
  async (line, options) => {
    const command = toEventsCommand(line);
    const { connect } = await import('./events-command/connect.ts');
    const { runEventsCommand } = await import('./events-command/run-command.ts');
    const { close, ...ports } = await connect(command.target);
    try {
      return await runEventsCommand(command, ports, operator, options);
    } finally {
      close();
    }
  },
  'It is safe to repeat the command.',
);
