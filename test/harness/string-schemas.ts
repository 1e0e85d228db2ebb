import type * as z from 'zod';

/** The definition of a schema, as far as it can contain other schemas. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
}

/** Types that contain no text of the client's own. */
const closedTypes = new Set([
  'enum',
  'literal',
  'number',
  'int',
  'boolean',
  'transform',
  'undefined',
  'null',
]);

/**
 * The schemas of all texts within a schema, by their paths.
 * @throws {Error} on a type that accepts anything, or that this function does not know.
 */
export const stringSchemasOf = (
  schema: z.ZodType,
  path: string,
): readonly (readonly [string, z.ZodType])[] => {
  const { type, shape = {}, element, innerType, options = [], in: input, out } = schema.def as Definition;
  if (type === 'string') return [[path, schema]];
  if (closedTypes.has(type)) return [];
  const parts = [
    ...Object.entries(shape),
    ...[element, innerType, ...options, input, out]
      .filter((part) => part !== undefined)
      .map((part) => ['', part] as const),
  ];
  if (parts.length === 0 && type !== 'object') throw new Error(`${path} accepts any ${type}`);
  return parts.flatMap(([name, part]) => stringSchemasOf(part, name === '' ? path : `${path}.${name}`));
};
