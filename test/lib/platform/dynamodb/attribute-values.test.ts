import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAttributeValues } from '../../../../lib/platform/dynamodb/attribute-values.ts';
import { aCodePoint } from '../../../builders/a-code-point.ts';

// The SDK's marshaller takes a map with these members for an instance of a class, or loses them.
const names = fc.string({ minLength: 1 }).filter((name) => name !== 'constructor' && name !== '__proto__');

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: aCodePoint }),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -(2 ** 53) + 1, max: 2 ** 53 - 1 }),
    fc.integer(),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.uint8Array(),
    fc.array(tie('value')),
    fc.dictionary(names, tie('value')),
  ),
}));
const items = fc.dictionary(names, value);

describe('toAttributeValues', () => {
  it('gives the same as the SDK’s marshaller', () => {
    fc.assert(
      fc.property(items, (item) => {
        expect(toAttributeValues(item)).toEqual(marshall(item, { removeUndefinedValues: true }));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    -(2 ** 53),
    new Date(0),
    new Set(['a']),
    new Map(),
    Symbol('a'),
    () => {},
  ])('refuses %o', (refused) => {
    expect(() => toAttributeValues({ refused })).toThrow(/cannot be stored/);
    expect(() => toAttributeValues({ list: [{ refused }] })).toThrow(/cannot be stored/);
  });
});
