import { type CallOptions, unlimitedCall } from '../../lib/platform/call-options.ts';

/** Options of a call that nothing aborts and no deadline ends. */
export const aCall = (options: Partial<CallOptions> = {}): CallOptions => ({
  ...unlimitedCall(),
  ...options,
});
