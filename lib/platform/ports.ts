import type { CallOptions } from './call-options.ts';

/** The current time in milliseconds since 1970. */
export type Clock = () => number;

/** Draws a new id, different from all others. */
export type IdGenerator = () => string;

/** One dependency that readiness asks about. */
export interface HealthCheck {
  readonly name: string;
  /** Resolves when the dependency answers as it has to; rejects otherwise. */
  check(options: CallOptions): Promise<void>;
}
