import { unlimitedCall } from '../../../lib/platform/call-options.ts';
import { eraseCustomer } from '../../operator/customers-command/erase-customer.ts';
import { tableNames } from '../world/database.ts';
import type { Platform } from './compose-platform.ts';

/** The command of an operator that erases a customer, as in tools/operator/customers.ts. */
export const composeErasure = ({ client, retryOnConflict, clock, newId }: Platform) => {
  const tables = {
    orders: { client, tableName: tableNames.orders },
    events: { client, tableName: tableNames.events },
  };
  return (customerId: string) =>
    eraseCustomer({ tables, retryOnConflict, now: clock, newId }, customerId, false, unlimitedCall());
};
