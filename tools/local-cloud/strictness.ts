import type { IamMode } from './iam/access-control.ts';

/** Restrictions of AWS that the local cloud emulates. Each is switched off by its name. */
export interface Strictness {
  /** Minimum duration of a transaction in milliseconds, during which other writes of its items conflict; or `off`. */
  readonly conflicts: number | 'off';
  /** Whether execution environments are frozen between two invocations. */
  readonly freezing: 'on' | 'off';
  /** By how many milliseconds index queries lag behind the table; or `off`. */
  readonly indexLag: number | 'off';
  /** Treatment of a request without permission: refused, printed or served. */
  readonly iam: IamMode;
}

export const defaultStrictness: Strictness = { conflicts: 5, freezing: 'on', indexLag: 20, iam: 'strict' };

/** Conflicts and lag as options of the database. */
export const databaseStrictness = ({
  conflicts,
  indexLag,
}: Pick<Strictness, 'conflicts' | 'indexLag'>): {
  readonly conflictHoldMs?: number;
  readonly indexLagMs?: number;
} => ({
  ...(conflicts !== 'off' && { conflictHoldMs: conflicts }),
  ...(indexLag !== 'off' && { indexLagMs: indexLag }),
});

/**
 * How permissions are checked. They are not with a database of the developer's own: it may keep data apart by access key.
 * @param dynamodbEndpoint the developer's own database, if there is one.
 */
export const iamModeOf = (
  { iam }: Pick<Strictness, 'iam'>,
  dynamodbEndpoint: string | undefined,
  print: (text: string) => void,
): IamMode => {
  if (iam === 'off' || dynamodbEndpoint === undefined) return iam;
  print('DYNAMODB_ENDPOINT is set: all functions use one access key, and permissions are not checked.');
  return 'off';
};

/**
 * Whether environments are frozen. With a debugger they are not: a frozen thread does not respond to it.
 * @param debuggerUrl address of the inspector of this process, if it is open.
 */
export const isFreezing = (
  { freezing }: Pick<Strictness, 'freezing'>,
  debuggerUrl: string | undefined,
  print: (text: string) => void,
): boolean => {
  if (freezing === 'off') return false;
  if (debuggerUrl === undefined) return true;
  print('A debugger is enabled (--inspect): execution environments are not frozen between invocations.');
  return false;
};
