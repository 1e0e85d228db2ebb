import type { CustomerType } from '../domain/order.ts';
import type { Scope } from './scopes.ts';

/** The sender of the request, by the verified access token. */
export interface Caller {
  /** The token's subject. */
  readonly id: string;
  readonly scopes: readonly Scope[];
  readonly customerType: CustomerType;
}
