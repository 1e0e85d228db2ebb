import { customersProgram, toCustomersCommand } from './customers-command/command-line.ts';
import { runOperatorCommand } from './operator-command/run-operator-command.ts';

const operator = { now: Date.now, print: console.log, report: console.error };

await runOperatorCommand(
  customersProgram,
  async (line, options) => {
    const command = toCustomersCommand(line);
    const { connectCustomerTables } = await import('./customers-command/connect.ts');
    const { runCustomersCommand } = await import('./customers-command/run-command.ts');
    const { tables, close } = await connectCustomerTables(command.target);
    try {
      return await runCustomersCommand(command, tables, operator, options);
    } finally {
      close();
    }
  },
  'It is safe to repeat the command: an erasure goes on with the same pseudonym.',
);
