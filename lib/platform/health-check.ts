import type { CallOptions } from './call-options.ts';

/** One dependency that readiness asks about. */
export interface HealthCheck {
  readonly name: string;
  /** Resolves when the dependency answers as it has to; rejects otherwise. */
  check(options: CallOptions): Promise<void>;
}
