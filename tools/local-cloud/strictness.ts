/** Restrictions of AWS that the local cloud emulates. Each is switched off by its name. */
export interface Strictness {
  /** Minimum duration of a transaction in milliseconds, during which other writes of its items conflict; or `off`. */
  readonly conflicts: number | 'off';
  /** Whether execution environments are frozen between two invocations. */
  readonly freezing: 'on' | 'off';
}

export const defaultStrictness: Strictness = { conflicts: 5, freezing: 'on' };

/** The conflicts as an option of the database. */
export const conflictsOf = ({ conflicts }: Strictness): { readonly conflictHoldMs?: number } =>
  conflicts === 'off' ? {} : { conflictHoldMs: conflicts };

/**
 * Whether environments are frozen. With a debugger they are not: a frozen thread does not respond to it.
 * @param debuggerUrl address of the inspector of this process, if it is open.
 */
export const isFreezing = (
  { freezing }: Strictness,
  debuggerUrl: string | undefined,
  print: (text: string) => void,
): boolean => {
  if (freezing === 'off') return false;
  if (debuggerUrl === undefined) return true;
  print('A debugger is enabled (--inspect): execution environments are not frozen between invocations.');
  return false;
};
