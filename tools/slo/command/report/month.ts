import { InvalidValueError } from '../../../command-line/command-error.ts';
import type { ValueParser } from '../../../command-line/values.ts';

/** A calendar month in UTC, in milliseconds since 1970. */
export interface Month {
  readonly name: string;
  readonly from: number;
  /** The end of the month, or the present before that. */
  readonly to: number;
  readonly end: number;
}

/** A month such as `2026-11`. */
export const monthName: ValueParser<string> = (text) => {
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidValueError('must be a month such as 2026-11.');
};

/** A month up to now. */
export const monthOf = (name: string, now: number): Month => {
  const from = Date.parse(`${name}-01T00:00:00Z`);
  const next = new Date(from);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return { name, from, to: Math.min(next.getTime(), now), end: next.getTime() };
};
