import type { PathSegment, Report } from './report.ts';
import { type LengthLimit, maxLength, minLength } from './scalar-schemas.ts';
import { type ErrorParameter, type Parse, Schema, type SchemaFacts } from './schema.ts';

export type Shape = Readonly<Record<string, Schema>>;

/** Treatment of keys that are not in the shape. */
export type UnknownKeys = 'dropped' | 'refused' | 'kept';

type Values = Record<string, unknown>;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const runMember = (schema: Schema, key: string, input: Values, output: Values, report: Report): void => {
  const { absentIn, absentOut } = schema.facts;
  const isPresent = key in input;
  const from = report.found.length;
  const value = schema.run(input[key], report);
  if (!isPresent && absentOut === 'optional' && absentIn !== undefined) {
    const isRefused = report.take(from).length > 0;
    if (!isRefused && absentIn === 'defaulted' && value !== undefined) output[key] = value;
    return;
  }
  report.endMember(from, key);
  const isSupplied = absentIn === 'defaulted' || (absentIn === 'optional' && value !== undefined);
  if (isPresent || isSupplied) output[key] = value;
  if (!isPresent && absentIn === undefined && report.found.length === from) {
    report.add({ code: 'invalid_type', expected: 'nonoptional' }, undefined, { path: [key] });
  }
};

/** Keys as zod sees them: those of the prototype as well, in the order of the object. */
const unknownKeysOf = (input: Values, shape: Shape): string[] => {
  const unknown: string[] = [];
  for (const key in input) if (!Object.hasOwn(shape, key)) unknown.push(key);
  return unknown;
};

export class ObjectSchema extends Schema {
  readonly shape: Shape;
  readonly #unknownKeys: UnknownKeys;

  constructor(shape: Shape, unknownKeys: UnknownKeys, facts?: SchemaFacts) {
    const members = Object.entries(shape).filter(([key]) => key !== '__proto__');
    const parse: Parse = (value, report, error) => {
      if (!isObject(value)) {
        report.add({ expected: 'object', code: 'invalid_type' }, value, { error });
        return value;
      }
      const output: Values = {};
      for (const [key, schema] of members) runMember(schema, key, value, output, report);
      if (unknownKeys === 'dropped') return output;
      const keys = unknownKeysOf(value, shape);
      if (unknownKeys === 'kept') {
        for (const key of keys) if (key !== '__proto__') output[key] = value[key];
      } else if (keys.length > 0) {
        report.add({ code: 'unrecognized_keys', keys }, value, { error, goesOn: true });
      }
      return output;
    };
    super({ ...facts, parse });
    this.shape = shape;
    this.#unknownKeys = unknownKeys;
  }

  override with(check: Parameters<Schema['with']>[0]): this {
    const { checks = [], ...facts } = this.facts;
    const more = { ...facts, checks: [...checks, check] };
    return new ObjectSchema(this.shape, this.#unknownKeys, more) as this;
  }

  /** @throws {Error} for a schema with checks, which could no longer hold. */
  extend(shape: Shape): ObjectSchema {
    const { checks, ...facts } = this.facts;
    if (checks) throw new Error('validators of bundles lack extending of a refined object');
    return new ObjectSchema({ ...this.shape, ...shape }, this.#unknownKeys, facts);
  }
}

export class ArraySchema extends Schema {
  min(minimum: number, parameter?: ErrorParameter): this {
    return this.with(minLength(minimum, parameter));
  }

  max(maximum: number, parameter?: ErrorParameter): this {
    return this.with(maxLength(maximum, parameter));
  }

  /** An array that is too long is refused before its items are validated. */
  override run(value: unknown, report: Report): unknown {
    const { checks = [], error } = this.facts;
    if (!Array.isArray(value)) return super.run(value, report);
    for (const check of checks) {
      if (!check.ofLength) break;
      if (value.length > ((check as Partial<LengthLimit>).maximum ?? Number.POSITIVE_INFINITY)) {
        const from = report.found.length;
        check.run(value, report, check.error ?? error);
        // Items that were not validated must not reach the checks of a schema around this one.
        report.found.push(...report.take(from).map((found) => ({ ...found, goesOn: false })));
        return value;
      }
    }
    return super.run(value, report);
  }
}

export const parseArray =
  (item: Schema): Parse =>
  (value, report, error) => {
    if (!Array.isArray(value)) {
      report.add({ expected: 'array', code: 'invalid_type' }, value, { error });
      return value;
    }
    const output: unknown[] = [];
    for (let index = 0; index < value.length; index += 1) {
      const from = report.found.length;
      output.push(item.run(value[index], report));
      report.endMember(from, index);
    }
    return output;
  };

const isPlainObject = (value: unknown): value is Values => {
  if (!isObject(value)) return false;
  const { constructor: creator } = value;
  if (typeof creator !== 'function') return true;
  return isObject(creator.prototype) && Object.hasOwn(creator.prototype, 'isPrototypeOf');
};

/** Members whose keys are all those that the key's schema lists. */
const parseListedMembers = (
  keys: ReadonlySet<unknown>,
  member: Schema,
  input: Values,
  report: Report,
  error: string | undefined,
): Values => {
  const output: Values = {};
  for (const key of keys as ReadonlySet<string>) {
    if (key === '__proto__') continue;
    const from = report.found.length;
    output[key] = member.run(input[key], report);
    report.endMember(from, key);
  }
  const unknown: string[] = [];
  for (const key in input) if (!keys.has(key)) unknown.push(key);
  if (unknown.length > 0) {
    report.add({ code: 'unrecognized_keys', keys: unknown }, input, { error, goesOn: true });
  }
  return output;
};

/** Members under any key that the key's schema accepts. */
const parseFreeMembers = (key: Schema, member: Schema, input: Values, report: Report, error?: string) => {
  const output: Values = {};
  for (const name of Object.keys(input)) {
    if (name === '__proto__') continue;
    const from = report.found.length;
    const newName = key.run(name, report) as string;
    const wrong = report.take(from).map(({ issue }) => issue);
    if (wrong.length > 0) {
      report.add({ code: 'invalid_key', origin: 'record', issues: wrong }, name, { error, path: [name] });
      continue;
    }
    if (newName === '__proto__') continue;
    output[newName] = member.run(input[name], report);
    report.endMember(from, name);
  }
  return output;
};

export const parseRecord =
  (key: Schema, member: Schema): Parse =>
  (value, report, error) => {
    if (!isPlainObject(value)) {
      report.add({ expected: 'record', code: 'invalid_type' }, value, { error });
      return value;
    }
    const { values } = key.facts;
    return values
      ? parseListedMembers(values, member, value, report, error)
      : parseFreeMembers(key, member, value, report, error);
  };

/** @throws {Error} for fewer than two options, for which zod has other issues. */
export const parseUnion = (options: readonly Schema[]): Parse => {
  if (options.length < 2) throw new Error('validators of bundles need two options of a union');
  return (value, report, error) => {
    const from = report.found.length;
    const refused = [];
    for (const option of options) {
      const output = option.run(value, report);
      if (report.found.length === from) return output;
      const isAborted = report.isAborted(from);
      refused.push({ output, isAborted, found: report.take(from) });
    }
    const usable = refused.filter(({ isAborted }) => !isAborted);
    if (usable.length === 1 && usable[0]) {
      report.found.push(...usable[0].found);
      return usable[0].output;
    }
    const errors = refused.map(({ found }) => found.map(({ issue }) => issue));
    report.add({ code: 'invalid_union', errors }, value, { error });
    return value;
  };
};

/**
 * The option of each value of the discriminator.
 * @throws {Error} for an option that is no object, does not list its values or claims a value of another.
 */
const optionsByValue = (discriminator: string, options: readonly Schema[]): Map<unknown, Schema> => {
  const found = new Map<unknown, Schema>();
  for (const option of options) {
    const values = option instanceof ObjectSchema ? option.shape[discriminator]?.facts.values : undefined;
    if (!values) throw new Error(`option of a discriminated union without values of ${discriminator}`);
    for (const value of values) {
      if (found.has(value)) throw new Error(`two options of a discriminated union for ${value}`);
      found.set(value, option);
    }
  }
  return found;
};

export const parseDiscriminatedUnion = (discriminator: string, options: readonly Schema[]): Parse => {
  const byValue = optionsByValue(discriminator, options);
  const facts = {
    code: 'invalid_union',
    errors: [],
    note: 'No matching discriminator',
    discriminator,
    options: [...byValue.keys()],
  };
  const path: PathSegment[] = [discriminator];
  return (value, report, error) => {
    if (!isObject(value)) {
      report.add({ code: 'invalid_type', expected: 'object' }, value, { error });
      return value;
    }
    const option = byValue.get(value[discriminator]);
    if (option) return option.run(value, report);
    report.add(facts, value, { error, path });
    return value;
  };
};
