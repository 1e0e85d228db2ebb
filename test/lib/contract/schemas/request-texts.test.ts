import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { stringSchemasOf } from '../../../harness/string-schemas.ts';
import { unusableTexts } from '../../../harness/unusable-texts.ts';

const root = new URL('../../../../', import.meta.url);

/** Schemas that functions import from the contract: those of path, query and body. HTTP itself restricts headers. */
const requestSchemas = async () => {
  const found = new Map<string, z.ZodType>();
  for (const file of readdirSync(new URL('functions/', root))) {
    const source = readFileSync(new URL(`functions/${file}`, root), 'utf8');
    const imports = source.matchAll(/import \{([^}]*)\} from '\.\.\/(lib\/contract\/schemas\/[\w-]+\.ts)'/g);
    for (const [, names = '', module = ''] of imports) {
      const exported: Record<string, unknown> = await import(new URL(module, root).href);
      for (const name of names.split(',').map((part) => part.trim())) {
        const schema = exported[name];
        if (schema instanceof z.ZodType && !name.endsWith('HeadersSchema')) found.set(name, schema);
      }
    }
  }
  return [...found];
};

const schemas = await requestSchemas();
const texts = schemas.flatMap(([name, schema]) => stringSchemasOf(schema, name));

describe('the schemas of requests', () => {
  it('are found in the functions', () => {
    expect(schemas.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'createOrderSchema',
        'putProductSchema',
        'listOrdersQuerySchema',
        'noBodySchema',
      ]),
    );
    expect(texts.map(([path]) => path)).toEqual(
      expect.arrayContaining(['createOrderSchema.items.sku', 'putProductSchema.name']),
    );
  });

  it.each(texts)('have at %s either a closed form or free text', (_, schema) => {
    const accepted = Object.entries(unusableTexts).filter(([, text]) => schema.safeParse(text).success);
    expect(accepted).toEqual([]);
  });
});

describe('stringSchemasOf', () => {
  it.each([
    ['a plain text', z.strictObject({ note: z.string().min(1).max(9).optional() }), 'body.note'],
    ['a text in a list', z.array(z.union([z.int(), z.string()])), 'body'],
    [
      'a text behind a transformation',
      z.strictObject({ a: z.string().transform(Number).default(1) }),
      'body.a',
    ],
  ])('finds %s', (_, schema, path) => {
    expect(stringSchemasOf(schema, 'body').map(([found]) => found)).toEqual([path]);
  });

  it.each([z.unknown(), z.any(), z.custom()])('rejects a schema that accepts anything', (schema) => {
    expect(() => stringSchemasOf(z.strictObject({ a: schema }), 'body')).toThrow('body.a accepts any');
  });
});
