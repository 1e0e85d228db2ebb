import { monotonicFactory, ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { isOrderId, isSku, orderIdFrom, placedAtOf } from '../../../lib/domain/identifiers.ts';

const anId = 'ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A5';

describe('isOrderId', () => {
  it('accepts the result of orderIdFrom for a ULID', () => {
    const newUlid = monotonicFactory();
    for (let count = 0; count < 1_000; count++) expect(isOrderId(orderIdFrom(newUlid()))).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['a bare ULID', anId.slice(4)],
    ['lower case', anId.toLowerCase()],
    ['another prefix', anId.replace('ord_', 'pay_')],
    ['one character less', anId.slice(0, -1)],
    ['one character more', `${anId}0`],
    ['a letter that is not in the alphabet', `${anId.slice(0, -1)}I`],
    ['a time that no ULID has', anId.replace('ord_0', 'ord_8')],
    ['a line break at the end', `${anId}\n`],
    ['a space before', ` ${anId}`],
    ['10 kB', anId.repeat(333)],
  ])('refuses %s', (_, text) => {
    expect(isOrderId(text)).toBe(false);
  });
});

describe('placedAtOf', () => {
  it.each([1, Date.parse('2026-07-01T12:00:00.500Z'), 2 ** 48 - 1])('gives the time %i back', (time) => {
    expect(placedAtOf(orderIdFrom(ulid(time)))).toBe(time);
  });
});

describe('isSku', () => {
  it.each(['A', '0', 'TEA-001', 'a.b_c-d', 'x'.repeat(64)])('accepts %s', (text) => {
    expect(isSku(text)).toBe(true);
  });

  it.each(['', '-A', '.A', '_A', 'A B', 'A#B', 'A/B', 'Ä', 'A\n', '\u0000', 'x'.repeat(65)])(
    'refuses %j',
    (text) => {
      expect(isSku(text)).toBe(false);
    },
  );
});
