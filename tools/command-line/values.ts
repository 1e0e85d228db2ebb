import { InvalidValueError } from './command-error.ts';

/** Turns the text of an option or of an environment variable into its value; throws `InvalidValueError`. */
export type ValueParser<T> = (text: string) => T;

const refuse = (text: string, expected: string): never => {
  throw new InvalidValueError(`is ${JSON.stringify(text)}. Set it to ${expected}.`);
};

/** Any text but the empty one. */
export const text: ValueParser<string> = (value) => (value === '' ? refuse(value, 'some text') : value);

/** A decimal number in a closed range. */
export const number =
  ({ least, most }: { readonly least: number; readonly most: number }): ValueParser<number> =>
  (value) => {
    const parsed = value.trim() === '' ? Number.NaN : Number(value);
    return parsed >= least && parsed <= most ? parsed : refuse(value, `a number from ${least} to ${most}`);
  };

/** A whole number in a closed range, also as `1_000_000` or `1e6`. A comma is refused: some read it as a decimal point. */
export const wholeNumber =
  ({ least, most }: { readonly least: number; readonly most: number }): ValueParser<number> =>
  (value) => {
    const isWhole = /^\d+(_\d+)*((\.\d+)?e\+?\d+)?$/i.test(value);
    const parsed = isWhole ? Number(value.replaceAll('_', '')) : Number.NaN;
    return Number.isSafeInteger(parsed) && parsed >= least && parsed <= most
      ? parsed
      : refuse(value, `a whole number from ${least} to ${most}`);
  };

/** A TCP port that can be connected to. */
export const port = wholeNumber({ least: 1, most: 65_535 });

/** One of a closed set of words. */
export const oneOf =
  <const T extends string>(words: readonly T[]): ValueParser<T> =>
  (value) =>
    words.find((word) => word === value) ?? refuse(value, `one of ${words.join(', ')}`);

/** An absolute http or https address, without a slash at its end. Credentials are refused and never repeated. */
export const httpAddress: ValueParser<string> = (value) => {
  if (value.includes('@')) throw new InvalidValueError('contains an @. Give an address without credentials.');
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return value.replace(/\/+$/, '');
  return refuse(value, 'an address such as http://127.0.0.1:3000');
};

/** A time in RFC 3339, of any zone, as UTC. */
export const time: ValueParser<string> = (value) => {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value);
  const day = value.slice(0, 10);
  // A day that a month does not have would be one of the next month.
  return isTime && !Number.isNaN(Date.parse(value)) && new Date(day).toISOString().startsWith(day)
    ? new Date(value).toISOString()
    : refuse(value, 'a time such as 2026-07-01T12:00:00Z');
};
