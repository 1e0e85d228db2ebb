import type { Caller } from '../../lib/contract/caller.ts';
import { scopes } from '../../lib/contract/scopes.ts';

/** A customer who may place and read orders. */
export const aCaller = (facts: Partial<Caller> = {}): Caller => ({
  id: 'alice',
  scopes: [scopes.ordersRead, scopes.ordersWrite],
  customerType: 'standard',
  ...facts,
});

/** An administrator, who may read and change the orders of every customer. */
export const anAdmin = (facts: Partial<Caller> = {}): Caller =>
  aCaller({ id: 'root', scopes: [scopes.ordersRead, scopes.ordersWrite, scopes.ordersAdmin], ...facts });
