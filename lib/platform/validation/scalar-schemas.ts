import { type Check, type ErrorParameter, errorOf, type Parse, Schema } from './schema.ts';

/** Length as zod counts it: a string by its code points, each of which has one or two units. */
const lengthOf = (value: string | readonly unknown[]): number =>
  typeof value === 'string' ? [...value].length : value.length;

const hasAtLeast = (value: string | readonly unknown[], minimum: number): boolean =>
  value.length >= 2 * minimum || lengthOf(value) >= minimum;

const hasAtMost = (value: string | readonly unknown[], maximum: number): boolean =>
  value.length <= maximum || lengthOf(value) <= maximum;

const originOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'string' ? 'string' : 'unknown';
};

/** At least `minimum` characters or items. */
export const minLength = (minimum: number, parameter?: ErrorParameter): Check => ({
  ofLength: true,
  error: errorOf(parameter),
  run(value, report, error) {
    if (hasAtLeast(value as string, minimum)) return;
    const facts = { origin: originOf(value), code: 'too_small', minimum, inclusive: true };
    report.add(facts, value, { error, goesOn: true });
  },
});

/** A check of at most `maximum` characters or items. */
export interface LengthLimit extends Check {
  readonly maximum: number;
}

export const maxLength = (maximum: number, parameter?: ErrorParameter): LengthLimit => ({
  ofLength: true,
  maximum,
  error: errorOf(parameter),
  run(value, report, error) {
    if (hasAtMost(value as string, maximum)) return;
    const facts = { origin: originOf(value), code: 'too_big', maximum, inclusive: true };
    report.add(facts, value, { error, goesOn: true });
  },
});

const matches = (pattern: RegExp, text: string): boolean => {
  pattern.lastIndex = 0;
  return pattern.test(text);
};

export class StringSchema extends Schema {
  min(minimum: number, parameter?: ErrorParameter): this {
    return this.with(minLength(minimum, parameter));
  }

  max(maximum: number, parameter?: ErrorParameter): this {
    return this.with(maxLength(maximum, parameter));
  }

  regex(pattern: RegExp, parameter?: ErrorParameter): this {
    return this.with({
      error: errorOf(parameter),
      run(value, report, error) {
        if (matches(pattern, value as string)) return;
        const facts = { origin: 'string', code: 'invalid_format', format: 'regex', pattern: String(pattern) };
        report.add(facts, value, { error, goesOn: true });
      },
    });
  }
}

export const parseString: Parse = (value, report, error) => {
  if (typeof value !== 'string') report.add({ expected: 'string', code: 'invalid_type' }, value, { error });
  return value;
};

/** RFC 3339 in UTC. The days of the months and leap years are part of the pattern. */
const dateTime =
  /^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z))$/;

export const parseDateTime: Parse = (value, report, error) => {
  if (typeof parseString(value, report, error) !== 'string' || dateTime.test(value as string)) return value;
  const facts = { origin: 'string', code: 'invalid_format', format: 'datetime', pattern: String(dateTime) };
  report.add(facts, value, { error, goesOn: true });
  return value;
};

/** The only protocols of an address that the service's schemas accept. */
export const httpProtocol = /^https?$/;

export const parseHttpUrl: Parse = (value, report, error) => {
  if (typeof parseString(value, report, error) !== 'string') return value;
  const refuse = (why: object) =>
    report.add({ code: 'invalid_format', format: 'url', ...why }, value, { error, goesOn: true });
  const text = (value as string).trim();
  if (!/^https?:\/\//i.test(text)) {
    refuse({ note: 'Invalid URL format' });
    return value;
  }
  if (!URL.canParse(text)) {
    refuse({});
    return value;
  }
  // The parser ignores these characters wherever they are.
  return text.replace(/[\t\n\r]/g, '');
};

/** Reports a number that is not an integer, or one that a double cannot hold exactly. */
const checkInteger: Check['run'] = (value, report, error) => {
  if (!Number.isInteger(value)) {
    const facts = { expected: 'int', format: 'safeint', code: 'invalid_type' };
    report.add(facts, value, { error, goesOn: false });
  } else if (!Number.isSafeInteger(value)) {
    const facts = {
      ...((value as number) > 0
        ? { code: 'too_big', maximum: Number.MAX_SAFE_INTEGER }
        : { code: 'too_small', minimum: Number.MIN_SAFE_INTEGER }),
      note: 'Integers must be within the safe integer range.',
      origin: 'int',
      inclusive: true,
    };
    report.add(facts, value, { error, goesOn: true });
  }
};

export const parseNumber: Parse = (value, report, error) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const received = typeof value === 'number' ? { received: String(value) } : {};
  report.add({ expected: 'number', code: 'invalid_type', ...received }, value, { error });
  return value;
};

export const parseInteger: Parse = (value, report, error) => {
  const from = report.found.length;
  parseNumber(value, report, error);
  if (report.found.length === from) checkInteger(value, report, error);
  return value;
};

export class NumberSchema extends Schema {
  min(minimum: number, parameter?: ErrorParameter): this {
    return this.with({
      error: errorOf(parameter),
      run(value, report, error) {
        if ((value as number) >= minimum) return;
        const facts = { origin: 'number', code: 'too_small', minimum, inclusive: true };
        report.add(facts, value, { error, goesOn: true });
      },
    });
  }

  max(maximum: number, parameter?: ErrorParameter): this {
    return this.with({
      error: errorOf(parameter),
      run(value, report, error) {
        if ((value as number) <= maximum) return;
        const facts = { origin: 'number', code: 'too_big', maximum, inclusive: true };
        report.add(facts, value, { error, goesOn: true });
      },
    });
  }

  int(parameter?: ErrorParameter): this {
    return this.with({ error: errorOf(parameter), run: checkInteger });
  }
}
