import * as fc from 'fast-check';
import type * as z from 'zod';
import { aCodePoint } from '../../builders/a-code-point.ts';

/** The definition of a schema, as far as its inputs follow from it. */
interface Definition {
  readonly type: string;
  readonly checks?: readonly { readonly _zod: { readonly def: Record<string, unknown> } }[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
}

const definitionOf = (schema: z.ZodType): Definition => schema.def as unknown as Definition;

const sampleTexts = [
  '',
  ' ',
  '*',
  '"a"',
  'W/"b", "c"',
  '0',
  '20',
  '1e1',
  '-3',
  '101',
  'true',
  'USD',
  'usd',
  'TEA-001',
  'alice',
  'pm_card_visa',
  'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  'ord_81ARZ3NDEKTSV4RRFFQ69G5FAV',
  '2026-11-30T12:00:00Z',
  '2026-11-30T12:00:00.123Z',
  '2026-02-29T12:00:00Z',
  '2024-02-29T12:00Z',
  '2026-11-30T12:00:00+01:00',
  'https://api.example.com',
  ' http://a.example/\t?q ',
  'ftp://a.example',
  'http:a',
  'redis://cache:6379',
  'a\u202eb',
  'a\u0000b',
  '\ud800',
  '\u{1f600}'.repeat(120),
  'x'.repeat(201),
  '__proto__',
];

const text = fc.oneof(
  fc.constantFrom(...sampleTexts),
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: aCodePoint, maxLength: 300 }),
);

const sampleNumbers = [0, -0, 1, -1, 0.5, 99, 100, 101, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e308];
const numbers = fc.oneof(
  fc.constantFrom(...sampleNumbers, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.integer(),
  fc.double(),
);

class Custom {
  readonly own = 'member';
}

const withOwnPrototypeKey = () => JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}');

/** Values that no schema was made for. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(undefined, null, true, 10n, Symbol.iterator),
  fc
    .constantFrom<() => unknown>(
      withOwnPrototypeKey,
      () => Object.create(null),
      () => Object.create({ inherited: 1, id: 'x' }),
      () => new Custom(),
      () => new Date(0),
      () => new Map([['a', 1]]),
      () => new Uint8Array(3),
      () => () => 1,
      () => [undefined, null, []],
      () => Array(2),
      () => ({ length: 3 }),
    )
    .map((make) => make()),
  text,
  numbers,
  fc.anything({ withNullPrototype: true, maxDepth: 2 }),
);

const boundsOf = (definition: Definition): readonly number[] =>
  (definition.checks ?? []).flatMap(({ _zod }) => {
    const { value, minimum, maximum } = _zod.def;
    return [value, minimum, maximum].filter((bound) => typeof bound === 'number');
  });

const around = (bounds: readonly number[]) => bounds.flatMap((bound) => [bound - 1, bound, bound + 1]);

const matching = (pattern: RegExp): fc.Arbitrary<string> => {
  try {
    return fc.stringMatching(pattern);
  } catch {
    // Classes of Unicode properties and lookaheads are not generated.
    return text;
  }
};

const textsOf = (definition: Definition): fc.Arbitrary<string> => {
  const patterns = (definition.checks ?? [])
    .map(({ _zod }) => _zod.def['pattern'])
    .filter((pattern) => pattern instanceof RegExp);
  const lengths = around(boundsOf(definition)).filter((length) => length >= 0 && length < 2_000);
  return fc.oneof(
    text,
    ...patterns.map(matching),
    ...lengths.map((length) => fc.constantFrom('x'.repeat(length), '\u{1f600}'.repeat(length))),
  );
};

const objectsOf = (shape: Readonly<Record<string, z.ZodType>>): fc.Arbitrary<unknown> => {
  const members = Object.entries(shape);
  return fc.record(Object.fromEntries(members.map(([name, schema]) => [name, inputsOf(schema)])), {
    requiredKeys: members.filter(([, { _zod }]) => _zod.optin === undefined).map(([name]) => name),
  });
};

/** Inputs that a schema accepts, or nearly. */
export const inputsOf = (schema: z.ZodType): fc.Arbitrary<unknown> => {
  const definition = definitionOf(schema);
  const { type, values, entries, shape, element, innerType, options, keyType, valueType } = definition;
  switch (type) {
    case 'string':
      return textsOf(definition);
    case 'number':
      return fc.oneof(fc.constantFrom(...around([1, ...boundsOf(definition)])), fc.nat(20), numbers);
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constantFrom(...(values ?? []));
    case 'enum':
      return fc.constantFrom(...Object.values(entries ?? {}));
    case 'object':
      return objectsOf(shape ?? {});
    case 'array': {
      const [longest] = boundsOf(definition);
      const items = fc.array(inputsOf(element as z.ZodType), { maxLength: 4 });
      if (longest === undefined) return items;
      return fc.oneof(
        items,
        fc.array(inputsOf(element as z.ZodType), { minLength: longest + 1, maxLength: longest + 1 }),
      );
    }
    case 'record':
      return fc.dictionary(inputsOf(keyType as z.ZodType).map(String), inputsOf(valueType as z.ZodType), {
        maxKeys: 6,
      });
    case 'union':
      return fc.oneof(...(options ?? []).map(inputsOf));
    case 'optional':
    case 'default':
    case 'catch':
      return fc.oneof(fc.constant(undefined), inputsOf(innerType as z.ZodType));
    case 'nullable':
      return fc.oneof(fc.constant(null), inputsOf(innerType as z.ZodType));
    case 'pipe': {
      const { in: first, out: second } = definition;
      return inputsOf((definitionOf(first as z.ZodType).type === 'transform' ? second : first) as z.ZodType);
    }
    default:
      return hostileValue;
  }
};

type Container = Record<PropertyKey, unknown>;

const containersIn = (value: unknown, found: Container[] = []): readonly Container[] => {
  const isPlain = Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]';
  if (typeof value !== 'object' || value === null || !isPlain || found.length > 50) return found;
  found.push(value as Container);
  for (const member of Object.values(value)) containersIn(member, found);
  return found;
};

/** Inputs with one thing wrong: a member is replaced, removed or added. */
export const mutatedInputsOf = (schema: z.ZodType): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      inputsOf(schema),
      fc.constantFrom('replace', 'remove', 'add'),
      fc.nat(),
      fc.nat(),
      hostileValue,
      fc.constantFrom('extra', '__proto__', 'constructor', 'toString', '1'),
    )
    .map(([input, change, place, member, value, name]) => {
      const copy: unknown = structuredCloneOf(input);
      const containers = containersIn(copy);
      const container = containers[place % Math.max(1, containers.length)];
      if (!container) return value;
      const keys = Object.keys(container);
      const key = keys[member % Math.max(1, keys.length)];
      const put = (at: string) =>
        Object.defineProperty(container, at, { value, enumerable: true, configurable: true, writable: true });
      if (change === 'add' || key === undefined) put(name);
      else if (change === 'remove') delete container[key];
      else put(key);
      return copy;
    });

/** A copy of plain data; anything else stays as it is. */
const structuredCloneOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(structuredCloneOf);
  if (typeof value !== 'object' || value === null) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, structuredCloneOf(member)]));
};
