import fc from 'fast-check';
import * as z from 'zod';
import { aCodePoint } from '../../builders/a-code-point.ts';

/** A JSON schema, as far as zod emits it for the contract. */
interface JsonSchema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}

/** Texts that have broken services before. */
export const hostileTexts = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "' OR 1=1 --",
  '#{7*7}',
  '%00',
  '%s%n',
  '🫖'.repeat(300),
  'x'.repeat(5_000),
  'ORDER#1',
  'NaN',
  '1e999',
  'ord_00000000000000000000000000',
  'ord_7ZZZZZZZZZZZZZZZZZZZZZZZZZ',
] as const;

const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 0.1, -0, 2 ** 53, -(2 ** 63), 1e308, [], {}, [[[]]], [null]),
  fc.constantFrom(...hostileTexts),
  fc.string({ unit: aCodePoint, maxLength: 20 }),
  fc.jsonValue({ maxDepth: 3 }),
);

const usual = ({ type, ...schema }: JsonSchema, texts: readonly string[]): fc.Arbitrary<unknown> => {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const options = schema.anyOf ?? schema.allOf;
  if (options && options.length > 0) return fc.oneof(...options.map((option) => nearly(option, texts)));
  switch (type) {
    case 'integer':
    case 'number': {
      const { minimum: min = -1_000, maximum = 1_000 } = schema;
      const max = Math.max(min, Math.min(maximum, min + 1_000));
      return fc.oneof(fc.integer({ min, max }), fc.constantFrom(min, min - 1, maximum, maximum + 1));
    }
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(nearly(schema.items ?? {}, texts), { maxLength: 4 });
    case 'object': {
      const properties = Object.entries(schema.properties ?? {});
      const record = fc.record(
        Object.fromEntries(properties.map(([name, property]) => [name, nearly(property, texts)])),
        { requiredKeys: [...(schema.required ?? [])] },
      );
      const another = fc.dictionary(
        fc.constantFrom('extra', 'constructor', 'id', '', 'price'),
        hostileValues,
        {
          maxKeys: 1,
        },
      );
      return fc.oneof(
        { weight: 8, arbitrary: record },
        { weight: 1, arbitrary: fc.tuple(record, another).map(([value, more]) => ({ ...value, ...more })) },
      );
    }
    default:
      return fc.oneof(fc.constantFrom(...texts), fc.string({ maxLength: schema.maxLength ?? 40 }));
  }
};

/** Mostly a value of the schema; in each place, now and then, anything else. */
const nearly = (schema: JsonSchema, texts: readonly string[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: usual(schema, texts) }, { weight: 1, arbitrary: hostileValues });

/**
 * Values that a schema of the contract takes, almost takes, and does not take at all.
 * @param texts that mean something to the service, such as an SKU.
 */
export const hostileValueOf = (schema: z.ZodType, texts: readonly string[]): fc.Arbitrary<unknown> =>
  nearly(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema, texts);
