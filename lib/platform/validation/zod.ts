import {
  ArraySchema,
  ObjectSchema,
  parseArray,
  parseDiscriminatedUnion,
  parseRecord,
  parseUnion,
  type Shape,
} from './container-schemas.ts';
import {
  httpProtocol,
  NumberSchema,
  parseDateTime,
  parseHttpUrl,
  parseInteger,
  parseNumber,
  parseString,
  StringSchema,
} from './scalar-schemas.ts';
import { type ErrorParameter, errorOf, Schema, transformation } from './schema.ts';

// Takes the place of the zod package in the bundles of the functions: the part of its interface that the service's
// schemas use. An export that is missing here fails the bundling.

export const string = (error?: ErrorParameter) =>
  new StringSchema({ parse: parseString, error: errorOf(error) });

export const number = (error?: ErrorParameter) =>
  new NumberSchema({ parse: parseNumber, error: errorOf(error) });

export const int = (error?: ErrorParameter) =>
  new NumberSchema({ parse: parseInteger, error: errorOf(error) });

export const coerce = {
  number: (error?: ErrorParameter) =>
    new NumberSchema({
      parse: (value, report, text) => parseNumber(toNumber(value), report, text),
      error: errorOf(error),
    }),
};

const toNumber = (value: unknown): unknown => {
  try {
    return Number(value);
  } catch {
    return value;
  }
};

export const boolean = (error?: ErrorParameter) =>
  new Schema({
    parse(value, report, text) {
      const facts = { expected: 'boolean', code: 'invalid_type' };
      if (typeof value !== 'boolean') report.add(facts, value, { error: text });
      return value;
    },
    error: errorOf(error),
  });

export const unknown = () => new Schema({ parse: (value) => value });

const oneOf = (values: readonly unknown[], error: ErrorParameter) => {
  const known = new Set(values);
  return new Schema({
    parse(value, report, text) {
      if (!known.has(value)) report.add({ code: 'invalid_value', values }, value, { error: text });
      return value;
    },
    error: errorOf(error),
    values: known,
  });
};

export const literal = (value: unknown, error?: ErrorParameter) =>
  oneOf(Array.isArray(value) ? value : [value], error);

const enumeration = (values: readonly string[], error?: ErrorParameter) => {
  if (!Array.isArray(values)) throw new Error('validators of bundles lack enumerations of objects');
  return oneOf([...new Set(values)], error);
};

export { enumeration as enum };

/** An instance of a class. Zod judges a refined one by other rules, so there is none. */
class InstanceSchema extends Schema {
  override with(): never {
    throw new Error('validators of bundles lack checks of instances');
  }

  override describe(): never {
    return this.with();
  }

  override meta(): never {
    return this.with();
  }
}

const instance = (creator: new (...parameters: never[]) => unknown) =>
  new InstanceSchema({
    parse(value, report, error) {
      const facts = { code: 'invalid_type', expected: creator.name };
      if (!(value instanceof creator)) report.add(facts, value, { error });
      return value;
    },
  });

export { instance as instanceof };

/** @throws {Error} for other protocols than `http` and `https`, for which zod has other rules. */
export const url = ({ protocol, ...others }: { readonly protocol?: RegExp } = {}) => {
  if (protocol?.source !== httpProtocol.source || Object.keys(others).length > 0) {
    throw new Error(`validators of bundles lack URLs other than ${httpProtocol}`);
  }
  return new StringSchema({ parse: parseHttpUrl });
};

export const iso = {
  datetime: (error?: ErrorParameter) => new StringSchema({ parse: parseDateTime, error: errorOf(error) }),
};

export const object = (shape: Shape) => new ObjectSchema(shape, 'dropped');
export const strictObject = (shape: Shape) => new ObjectSchema(shape, 'refused');
export const looseObject = (shape: Shape) => new ObjectSchema(shape, 'kept');

export const array = (item: Schema) => new ArraySchema({ parse: parseArray(item) });

export const record = (key: Schema, member: Schema) => new Schema({ parse: parseRecord(key, member) });

/** Absence is permitted, or replaced, if an option does so. */
export const union = (options: readonly Schema[]) => {
  const absentIn = options.map(({ facts }) => facts.absentIn);
  return new Schema({
    parse: parseUnion(options),
    absentIn: absentIn.includes('defaulted')
      ? 'defaulted'
      : absentIn.find((absence) => absence !== undefined),
    absentOut: options.some(({ facts }) => facts.absentOut === 'optional') ? 'optional' : undefined,
  });
};

export const discriminatedUnion = (discriminator: string, options: readonly Schema[]) =>
  new Schema({ parse: parseDiscriminatedUnion(discriminator, options) });

export const preprocess = (change: (value: never) => unknown, schema: Schema) =>
  transformation(change).pipe(schema);
