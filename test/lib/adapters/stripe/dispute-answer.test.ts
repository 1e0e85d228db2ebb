import { describe, expect, it } from 'vitest';
import { disputesOf } from '../../../../lib/adapters/stripe/dispute-answer.ts';

describe('disputesOf', () => {
  it('reads id and status alone, also a status that is not known yet', () => {
    const dispute = { id: 'dp_1', object: 'dispute', reason: 'fraudulent', evidence: { name: 'Ada' } };
    expect(disputesOf({ data: [{ ...dispute, status: 'a_later_one' }] })).toEqual([
      { id: 'dp_1', status: 'a_later_one' },
    ]);
  });

  it.each([
    ['no list', {}],
    ['a dispute without an id', { data: [{ status: 'lost' }] }],
    ['a status that is no name', { data: [{ id: 'dp_1', status: '<b>lost</b>' }] }],
  ])('refuses %s', (_, answer) => {
    expect(() => disputesOf(answer)).toThrow(expect.objectContaining({ kind: 'malformed' }));
  });
});
