import { eventsHelp, parseEventsCommand } from './events-command/command-line.ts';
import { connect } from './events-command/connect.ts';
import { runEventsCommand } from './events-command/run-command.ts';
import { runOperatorCommand } from './operator-command/run-operator-command.ts';

const operator = { now: Date.now, print: console.log, report: console.error };

await runOperatorCommand(async (options) => {
  const command = parseEventsCommand(process.argv.slice(2), process.env);
  if (command.kind === 'help') {
    console.log(eventsHelp);
    return 0;
  }
  const { close, ...ports } = await connect(command.target);
  try {
    return await runEventsCommand(command, ports, operator, options);
  } finally {
    close();
  }
}, 'What was begun can be done again.');
