import { randomUUID } from 'node:crypto';
import type { CustomerTables } from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { createRetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { systemScheduler } from '../../../lib/platform/resilience/scheduler.ts';
import type { Operator } from '../operator-command/operator.ts';
import type { CustomersCommand } from './command-line.ts';
import { countsText, eraseCustomer } from './erase-customer.ts';
import { exportCustomer } from './export-customer.ts';
import { keptCopiesText } from './kept-copies-text.ts';

/**
 * Runs a command.
 * @returns the exit code.
 * @throws {CommandError} when it cannot be done.
 */
export const runCustomersCommand = async (
  command: CustomersCommand,
  tables: CustomerTables,
  operator: Operator,
  options: CallOptions,
): Promise<number> => {
  const { customerId, target } = command;
  const { now, print } = operator;
  if (command.kind === 'export') {
    await exportCustomer(tables, customerId, operator, options);
    return 0;
  }
  const retryOnConflict = createRetryOnConflict({ scheduler: systemScheduler, random: Math.random });
  const { dryRun } = command;
  const counts = await eraseCustomer(
    { tables, retryOnConflict, now, newId: randomUUID },
    customerId,
    dryRun,
    options,
  );
  print(
    `${dryRun ? 'Would erase the customer’s id from' : 'Erased the customer’s id from'} ${countsText(counts)}`,
  );
  print(keptCopiesText(target, customerId, now()));
  return 0;
};
