/** What the local cloud has in common with AWS and could do without. Each can be switched off by its name. */
export interface Strictness {
  /** How many milliseconds a transaction holds its items at least, so that others conflict with it; or `off`. */
  readonly conflicts: number | 'off';
}

/** 5 ms are a transaction over two tables within one region. */
export const usualConflicts = 5;

/** Off until the service retries a transaction that conflicts. */
export const defaultStrictness: Strictness = { conflicts: 'off' };

/** The conflicts as the database takes them. */
export const conflictsOf = ({ conflicts }: Strictness): { readonly conflictHoldMs?: number } =>
  conflicts === 'off' ? {} : { conflictHoldMs: conflicts };
