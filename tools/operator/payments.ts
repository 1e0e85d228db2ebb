import { runOperatorCommand } from './operator-command/run-operator-command.ts';
import { paymentsProgram, toPaymentsCommand } from './payments-command/command-line.ts';

const operator = { now: Date.now, print: console.log, report: console.error };

await runOperatorCommand(
  paymentsProgram,
  async (line, options) => {
    const command = toPaymentsCommand(line);
    const { connectPayments } = await import('./payments-command/connect.ts');
    const { runPaymentsCommand } = await import('./payments-command/run-command.ts');
    const { runRecovery } = await import('./payments-command/run-recovery.ts');
    const { store, connectGateway, close } = await connectPayments(command.target);
    try {
      return command.kind === 'recover'
        ? await runRecovery(command, { store, ...connectGateway() }, operator, options)
        : await runPaymentsCommand(command, store, operator, options);
    } finally {
      close();
    }
  },
  'Show the order before you repeat the command.',
);
