import { describe, expect, it } from 'vitest';
import { differences } from '../../../tools/demo/differences.ts';

describe('differences', () => {
  it.each([
    [{ status: 200 }, { status: 200, body: 'more' }],
    [{ body: { total: { amount: 5 } } }, { body: { id: 'a', total: { amount: 5, currency: 'USD' } } }],
    [[{ type: 'charge' }], [{ type: 'charge', amount: 5 }]],
    [[], []],
    [null, null],
  ])('finds none between %j and %j', (expected, actual) => {
    expect(differences(expected, actual)).toEqual([]);
  });

  it.each([
    [{ status: 200 }, { status: 404 }, ['status is 404, not 200']],
    [
      { body: { error: { code: 'ORD-001' } } },
      { body: {} },
      ['body.error is nothing, not {"code":"ORD-001"}'],
    ],
    [{ items: [1] }, { items: [1, 2] }, ['items has 2 items, not 1']],
    [{ items: [{ type: 'a' }] }, { items: [{ type: 'b' }] }, ['items.0.type is "b", not "a"']],
    [{ a: 1, b: 2 }, { a: 2, b: 1 }, ['a is 2, not 1', 'b is 1, not 2']],
    [{ constructor: 1 }, {}, ['constructor is nothing, not 1']],
    ['a', 'b', ['it is "b", not "a"']],
    [[], {}, ['it is {}, not []']],
  ])('says where %j and %j differ', (expected, actual, found) => {
    expect(differences(expected, actual)).toEqual(found);
  });
});
