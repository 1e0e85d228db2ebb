import type { Caller } from '../../lib/contract/caller.ts';
import { scopes } from '../../lib/contract/routes.ts';

/** A customer who may place and read orders. */
export const aCaller = (facts: Partial<Caller> = {}): Caller => ({
  id: 'alice',
  scopes: [scopes.ordersRead, scopes.ordersWrite],
  customerType: 'standard',
  ...facts,
});

/** Somebody who may see and change everybody's orders. */
export const anAdmin = (): Caller =>
  aCaller({ id: 'root', scopes: [scopes.ordersRead, scopes.ordersWrite, scopes.ordersAdmin] });
