/** What the local cloud has in common with AWS and could do without. Each can be switched off by its name. */
export interface Strictness {
  /** How many milliseconds a transaction holds its items at least, so that others conflict with it; or `off`. */
  readonly conflicts: number | 'off';
  /** Whether an execution environment stands still between two invocations. */
  readonly freezing: 'on' | 'off';
}

/** 5 ms are a transaction over two tables within one region. */
export const usualConflicts = 5;

/** Off until the service retries a transaction that conflicts. */
export const defaultStrictness: Strictness = { conflicts: 'off', freezing: 'on' };

/** The conflicts as the database takes them. */
export const conflictsOf = ({ conflicts }: Strictness): { readonly conflictHoldMs?: number } =>
  conflicts === 'off' ? {} : { conflictHoldMs: conflicts };

/**
 * Whether environments are frozen: not while a debugger is there, whose breakpoints and questions a frozen thread does
 * not answer.
 * @param debuggerUrl where the process waits for a debugger, if it does.
 */
export const isFreezing = (
  { freezing }: Strictness,
  debuggerUrl: string | undefined,
  print: (text: string) => void,
): boolean => {
  if (freezing === 'off') return false;
  if (debuggerUrl === undefined) return true;
  print('With --inspect, execution environments are not frozen between invocations.');
  return false;
};
