import { randomUUID } from 'node:crypto';
import type { CustomerTables } from '../../../lib/adapters/dynamodb/customer-data/read-customer.ts';
import { eraseCustomer } from '../../../tools/operator/customers-command/erase-customer.ts';
import { retryPromptly } from '../../doubles/prompt-retry.ts';
import { calmly } from '../dynamodb/embedded-tables.ts';
import type { Customer } from './a-customer.ts';

const now = () => Date.parse('2026-07-01T14:00:00.000Z');

/** Erases alice, unless said otherwise. */
export const erase = (tables: CustomerTables, { customerId = 'alice', dryRun = false } = {}) =>
  eraseCustomer(
    { tables, retryOnConflict: retryPromptly, now, newId: randomUUID },
    customerId,
    dryRun,
    calmly,
  );

/** Every pseudonym in the tables. */
export const pseudonymsIn = async (customer: Customer): Promise<readonly string[]> => {
  const text = JSON.stringify(await customer.everything());
  return [...new Set(text.match(/erased-[0-9a-f-]{36}/g))];
};

/** @throws {Error} when there are none or several. */
export const theOnly = <T>(all: readonly T[]): T => {
  const [first, ...others] = all;
  if (first === undefined || others.length > 0) throw new Error(`${all.length} instead of one`);
  return first;
};

/** The same tables, reached through another client. */
export const withClient = (
  { orders, events }: CustomerTables,
  client: CustomerTables['orders']['client'],
): CustomerTables => ({ orders: { ...orders, client }, events: { ...events, client } });
