import { runOperatorCommand } from './operator-command/run-operator-command.ts';
import { paymentsProgram, toPaymentsCommand } from './payments-command/command-line.ts';

const operator = { now: Date.now, print: console.log, report: console.error };

await runOperatorCommand(
  paymentsProgram,
  async (line, options) => {
    const command = toPaymentsCommand(line);
    const { connectOrderStore } = await import('./payments-command/connect.ts');
    const { runPaymentsCommand } = await import('./payments-command/run-command.ts');
    const { store, close } = await connectOrderStore(command.target);
    try {
      return await runPaymentsCommand(command, store, operator, options);
    } finally {
      close();
    }
  },
  'Show the order before you repeat the command.',
);
