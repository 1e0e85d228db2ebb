import { randomUUID } from 'node:crypto';
import { runOperatorCommand } from './operator-command/run-operator-command.ts';
import { ordersProgram, toOrdersCommand } from './orders-command/command-line.ts';

await runOperatorCommand(
  ordersProgram,
  async (line, options) => {
    const { kind, target, dryRun } = toOrdersCommand(line);
    const { connectStores } = await import('./orders-command/connect.ts');
    const { recountPending } = await import('./orders-command/recount-pending.ts');
    const { mendOrders } = await import('./orders-command/mend.ts');
    const { reindex } = await import('./orders-command/reindex.ts');
    const { close, ...stores } = await connectStores(target);
    const settings = { dryRun, print: console.log };
    try {
      if (kind === 'mend') {
        const correlationId = `operator-${randomUUID()}`;
        return await mendOrders(stores, { ...settings, correlationId }, options);
      }
      return kind === 'reindex'
        ? await reindex(stores.orders, settings, options)
        : await recountPending(stores, settings, options);
    } finally {
      close();
    }
  },
  'It is safe to repeat the command.',
);
