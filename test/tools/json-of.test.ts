import { describe, expect, it } from 'vitest';
import { jsonOf } from '../../tools/json-of.ts';

describe('jsonOf', () => {
  it.each([
    ['{"a":[1]}', { a: [1] }],
    ['null', null],
  ])('reads %s', (text, value) => {
    expect(jsonOf(text, 'none')).toEqual(value);
  });

  it.each(['', '{', 'text'])('gives the other value for %j', (text) => {
    expect([jsonOf(text), jsonOf(text, text)]).toEqual([undefined, text]);
  });
});
