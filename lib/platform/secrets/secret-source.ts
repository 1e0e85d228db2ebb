import type { CallOptions } from '../call-options.ts';

/**
 * Gives a secret's present value. Ask each time that it is needed; where it costs a call it is cached.
 * @throws {ServiceError} SYS-002 or SYS-003 when it cannot be had now.
 */
export type SecretSource = (options: CallOptions) => Promise<string>;

/** A secret that is known from the start, as one from an environment variable is. */
export const knownSecret =
  (value: string): SecretSource =>
  async () =>
    value;
