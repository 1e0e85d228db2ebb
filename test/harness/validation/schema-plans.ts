import * as fc from 'fast-check';
import * as zod from 'zod';
import * as bundled from '../../../lib/platform/validation/zod.ts';
import type { Twin } from './twin-zod.ts';

type Zod = typeof zod;
type Step = (z: Zod, inner: readonly zod.ZodType[]) => zod.ZodType;

/** How to build a schema, with either implementation. Prints as its source. */
export interface SchemaPlan {
  readonly source: string;
  readonly of: (z: Zod) => zod.ZodType;
  build(): Twin;
  toString(): string;
}

const plan = (source: string, of: SchemaPlan['of']): SchemaPlan => ({
  source,
  of,
  build: () => ({ zod: of(zod), bundled: of(bundled as unknown as Zod) }),
  toString: () => source,
});

const even = (value: unknown) => String(value).length % 2 === 0;

const leaves: readonly (readonly [string, SchemaPlan['of']])[] = [
  ['string', (z) => z.string()],
  ['string with a text', (z) => z.string('a text')],
  ['string 2 to 3', (z) => z.string().min(2).max(3, 'too long')],
  ['text, regex, regex', (z) => z.string('words').max(4).regex(/^a/).regex(/b$/, 'ends with b')],
  ['refined string', (z) => z.string().refine(even, 'even').min(1)],
  ['refined string with a path', (z) => z.string().refine(even, { path: ['x', 0], message: 'even' })],
  ['number', (z) => z.number()],
  ['number 1 to 5', (z) => z.number('a number').min(1).max(5, 'at most 5')],
  ['int', (z) => z.int()],
  ['int 1 to 100', (z) => z.int('whole').min(1).max(100)],
  ['coerced int', (z) => z.coerce.number().int().min(1)],
  ['boolean', (z) => z.boolean('yes or no')],
  ['unknown', (z) => z.unknown()],
  ['literal', (z) => z.literal('a')],
  ['literals', (z) => z.literal(['a', 1, true], 'one of them')],
  ['enum', (z) => z.enum(['a', 'b'])],
  ['url', (z) => z.url({ protocol: /^https?$/ })],
  ['datetime', (z) => z.iso.datetime('a time')],
  ['bytes', (z) => z.instanceof(Uint8Array)],
];

const leaf = fc.constantFrom(...leaves).map(([source, of]) => plan(source, of));

const wrappers: readonly (readonly [string, Step])[] = [
  ['optional', (_, [a]) => (a as zod.ZodType).optional()],
  ['nullable', (_, [a]) => (a as zod.ZodType).nullable()],
  ['nullish', (_, [a]) => (a as zod.ZodType).nullish()],
  ['default', (_, [a]) => (a as zod.ZodType).default({ made: ['up'] } as never)],
  ['catch', (_, [a]) => (a as zod.ZodType).catch('caught' as never)],
  ['transform', (_, [a]) => (a as zod.ZodType).transform((value) => [value])],
  ['pipe', (_, [a, b]) => (a as zod.ZodType).pipe(b as zod.ZodType<unknown, unknown>)],
  ['preprocess', (z, [a]) => z.preprocess((value) => (value === 'a' ? 1 : value), a as zod.ZodType)],
  ['refine', (_, [a]) => (a as zod.ZodType).refine((value) => value !== 'a', 'not a')],
  ['describe', (_, [a]) => (a as zod.ZodType).describe('described').meta({ title: 'titled' })],
  ['array', (z, [a]) => z.array(a as zod.ZodType)],
  [
    'array 1 to 2',
    (z, [a]) =>
      z
        .array(a as zod.ZodType)
        .min(1)
        .max(2)
        .refine(even, 'even'),
  ],
  ['record', (z, [a, b]) => z.record(z.string().max(5).refine(even), (a ?? b) as zod.ZodType)],
  ['record of an enum', (z, [a]) => z.record(z.enum(['a', 'b']), a as zod.ZodType)],
  ['object', (z, [a, b]) => z.object({ a: a as zod.ZodType, b: b as zod.ZodType })],
  ['strict object', (z, [a, b]) => z.strictObject({ a: a as zod.ZodType, b: b as zod.ZodType })],
  ['loose object', (z, [a, b]) => z.looseObject({ a: a as zod.ZodType, b: b as zod.ZodType })],
  [
    'refined object',
    (z, [a]) =>
      z.strictObject({ a: a as zod.ZodType }).refine((value) => value.a, { path: ['a'], message: 'a' }),
  ],
  ['extended object', (z, [a, b]) => z.strictObject({ a: a as zod.ZodType }).extend({ b: b as zod.ZodType })],
  ['union', (z, [a, b]) => z.union([a as zod.ZodType, b as zod.ZodType])],
  [
    'discriminated union',
    (z, [a, b]) =>
      z.discriminatedUnion('a', [
        z.object({ a: z.literal('a'), b: a as zod.ZodType }),
        z.strictObject({ a: z.enum(['b', 'c']), c: b as zod.ZodType }),
      ]),
  ],
];

const { any } = fc.letrec<{ any: SchemaPlan; wrapped: SchemaPlan }>((tie) => ({
  any: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, tie('wrapped')),
  wrapped: fc
    .tuple(fc.constantFrom(...wrappers), tie('any'), tie('any'))
    .map(([[name, wrap], first, second]) =>
      plan(`${name}(${first.source}, ${second.source})`, (z) => wrap(z, [first.of(z), second.of(z)])),
    ),
}));

const isKnown = (candidate: SchemaPlan): boolean => {
  try {
    candidate.build();
    return true;
  } catch {
    return false;
  }
};

/** Schemas of everything that the bundles' validators know, nested at random. */
export const schemaPlans: fc.Arbitrary<SchemaPlan> = any.filter(isKnown);
