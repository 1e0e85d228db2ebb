import { StartUpError } from './start-up-error.ts';

/** Values of environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

export interface NumberRange {
  readonly initial: number;
  readonly least: number;
  readonly most: number;
}

/**
 * A whole number from an environment variable, or `initial` when it is not set.
 * @throws {StartUpError} when it is something else.
 */
export const numberSetting = (
  variables: Variables,
  name: string,
  { initial, least, most }: NumberRange,
): number => {
  const text = variables[name];
  if (text === undefined || text === '') return initial;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new StartUpError(`${name} is ${JSON.stringify(text)}. Set it to a number from ${least} to ${most}.`);
};

/** The port of the local service. */
export const portSetting = (variables: Variables): number =>
  numberSetting(variables, 'PORT', { initial: 3_000, least: 0, most: 65_535 });
