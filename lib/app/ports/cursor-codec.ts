import type { CallOptions } from '../../platform/call-options.ts';

/** The list and the caller that a cursor belongs to; it is invalid for any other. */
export interface CursorScope {
  readonly callerId: string;
  /** The list and its filter, in words that are equal for equal lists. */
  readonly list: string;
}

/** Positions in a list that clients carry but can neither read nor change. */
export interface CursorCodec {
  encode(position: string, scope: CursorScope, options: CallOptions): Promise<string>;
  /** The position, or `undefined` when the cursor was not made by `encode` for this scope. */
  decode(cursor: string, scope: CursorScope, options: CallOptions): Promise<string | undefined>;
}
