import { describe, expect, it } from 'vitest';
import { unansweredFilter } from '../../../../lib/contract/access-log.ts';
import { busRuleEntries } from '../../../../lib/contract/bus-rules.ts';
import { consumers } from '../../../../lib/contract/consumers.ts';
import { exactLineFilter } from '../../../../lib/contract/metric-definition.ts';
import { compileEventPattern } from '../../../../tools/local-cloud/event-patterns/event-pattern.ts';
import { EventPatternError } from '../../../../tools/local-cloud/event-patterns/event-pattern-error.ts';
import { compileFilterPattern } from '../../../../tools/local-cloud/logs/filter-pattern.ts';

const matches = (pattern: unknown, event: unknown) => compileEventPattern(pattern)(event);

describe('compileEventPattern', () => {
  it.each([
    ['an exact value', { a: ['x'] }, { a: 'x' }, { a: 'y' }],
    ['one of several values', { a: ['x', 'y'] }, { a: 'y' }, { a: 'z' }],
    ['a number, not its text', { a: [1] }, { a: 1 }, { a: '1' }],
    ['null, not absence', { a: [null] }, { a: null }, {}],
    ['a prefix', { a: [{ prefix: 'order.' }] }, { a: 'order.created' }, { a: 'delivery.canary' }],
    ['no prefix of a number', { a: [{ prefix: '' }, 5] }, { a: 5 }, { a: 6 }],
    ['anything but a value', { a: [{ 'anything-but': 'x' }] }, { a: 'y' }, { a: 'x' }],
    ['anything but some values', { a: [{ 'anything-but': ['x', 1] }] }, { a: 2 }, { a: 1 }],
    ['anything but a prefix', { a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'yx' }, { a: 'xy' }],
    ['anything but a value, not absence', { a: [{ 'anything-but': 'x' }] }, { a: null }, {}],
    ['presence', { a: [{ exists: true }] }, { a: null }, { b: 1 }],
    ['absence', { a: [{ exists: false }] }, { b: 1 }, { a: null }],
    ['absence below an absent field', { a: { b: [{ exists: false }] } }, {}, { a: { b: 1 } }],
    ['presence of a value, not of an object', { a: [{ exists: true }] }, { a: 'x' }, { a: { b: 1 } }],
    ['a comparison', { a: [{ numeric: ['>', 5] }] }, { a: 6 }, { a: 5 }],
    ['equality', { a: [{ numeric: ['=', 5] }] }, { a: 5 }, { a: 5.1 }],
    ['the lower end of a range', { a: [{ numeric: ['>=', 1, '<', 3] }] }, { a: 1 }, { a: 0.9 }],
    ['the upper end of a range', { a: [{ numeric: ['>', 1, '<=', 3] }] }, { a: 3 }, { a: 3.1 }],
    ['no number in a text', { a: [{ numeric: ['<', 5] }] }, { a: 1 }, { a: '1' }],
    ['an element of a list', { a: ['x'] }, { a: ['y', 'x'] }, { a: ['y'] }],
    ['no element of an empty list', { a: [{ exists: true }] }, { a: ['y'] }, { a: [] }],
    ['a nested field', { a: { b: ['x'] } }, { a: { b: 'x' } }, { a: 'x' }],
    [
      'a nested field in a list of objects',
      { a: { b: ['x'] } },
      { a: [{ b: 'y' }, { b: 'x' }] },
      { a: [{ c: 'x' }] },
    ],
    ['every field at once', { a: ['x'], b: ['y'] }, { a: 'x', b: 'y', c: 1 }, { a: 'x', b: 'z' }],
    ['a condition or another', { a: ['x', { prefix: 'y' }] }, { a: 'yes' }, { a: 'no' }],
  ])('matches %s', (_, pattern, matching, other) => {
    expect([matches(pattern, matching), matches(pattern, other)]).toEqual([true, false]);
  });

  it.each([
    ['an unknown condition', { a: [{ suffix: 'x' }] }, 'a: {"suffix":"x"} is none of'],
    [
      'two conditions in one',
      { a: [{ prefix: 'x', exists: true }] },
      'a: {"prefix":"x","exists":true} is none of',
    ],
    ['or over fields', { $or: [{ a: ['x'] }] }, '$or: {"a":["x"]} is none of'],
    ['a prefix that is no text', { a: [{ prefix: 1 }] }, 'a: prefix takes a string'],
    ['a presence that is no boolean', { a: [{ exists: 'yes' }] }, 'a: exists takes true or false'],
    [
      'anything-but with another operator',
      { a: [{ 'anything-but': { suffix: 'x' } }] },
      'a: anything-but does not support',
    ],
    ['anything-but nothing', { a: [{ 'anything-but': [] }] }, 'a: anything-but takes strings and numbers'],
    ['an unknown comparison', { a: [{ numeric: ['!=', 1] }] }, 'a: numeric does not support ["!=",1]'],
    ['half a comparison', { a: [{ numeric: ['>'] }] }, 'a: numeric takes one comparison or two'],
    ['an empty list', { a: { b: [] } }, 'a.b: the list of conditions is empty'],
    ['a value without a list', { a: { b: 'x' } }, 'a.b: a pattern is an object of fields'],
    ['nothing', {}, 'a pattern is an object of fields'],
    ['a list', [['x']], 'a pattern is an object of fields'],
  ])('refuses %s', (_, pattern, message) => {
    const compile = () => compileEventPattern(pattern);
    expect(compile).toThrow(EventPatternError);
    expect(compile).toThrow(message);
  });
});

describe('the patterns of the contract', () => {
  it('are all supported locally', () => {
    for (const [, { pattern }] of busRuleEntries) expect(() => compileEventPattern(pattern)).not.toThrow();
    const { filters } = consumers['relay-events'].trigger;
    for (const filter of filters) expect(() => compileEventPattern(filter)).not.toThrow();
    for (const id of ['aggregate-metrics', 'judge-unanswered'] as const) {
      expect(() => compileFilterPattern(consumers[id].trigger.filterPattern)).not.toThrow();
    }
  });
});

describe('compileFilterPattern', () => {
  it.each([
    ['{"exact":{"seq":1}}', true],
    ['{"exact":{"seq":"one"}}', true],
    ['{"exact":{"seq":null}}', false],
    ['{"exact":{"seq":{"a":1}}}', false],
    ['{"exact":"seq"}', false],
    ['{"seq":1}', false],
    ['seq', false],
  ])('takes %s: %s', (line, expected) => {
    expect(compileFilterPattern(exactLineFilter)(line)).toBe(expected);
  });

  it.each([
    [{ status: '500', functionStatus: '-', integrationError: 'crashed' }, true],
    [{ status: '503', functionStatus: '-', integrationError: '-' }, true],
    [{ status: '500', functionStatus: '500', integrationError: 'crashed' }, true],
    [{ status: '500', functionStatus: '500', integrationError: '-' }, false],
    [{ status: '429', functionStatus: '-', integrationError: '-' }, false],
    [{ status: '401', functionStatus: '-', integrationError: '-' }, false],
    [{ status: '201', functionStatus: '201', integrationError: '-' }, false],
  ])('finds in the access log whether no function answered %j: %s', (line, expected) => {
    expect(compileFilterPattern(unansweredFilter)(JSON.stringify(line))).toBe(expected);
  });

  it.each([
    ['{ $.a = "x" || $.b = "y" && $.c = "z" }', { a: 'x' }, true],
    ['{ ($.a = "x" || $.b = "y") && $.c = "z" }', { a: 'x' }, false],
    ['{ $.a = "a.c" }', { a: 'abc' }, false],
    ['{ $.a != "x" }', {}, false],
    ['{ $.a = * && $.b = 7 }', {}, undefined],
  ])('reads %s as CloudWatch Logs does', (pattern, line, expected) => {
    const judge = () => compileFilterPattern(pattern)(JSON.stringify(line));
    if (expected === undefined) expect(judge).toThrow('cannot run locally');
    else expect(judge()).toBe(expected);
  });

  it.each(['ERROR', '{ $.a = 1 }', '{ $.a = * $.b = * }', '{ ($.a = * }', '{ $.a != * }', ''])(
    'refuses %j',
    (pattern) => {
      expect(() => compileFilterPattern(pattern)).toThrow(
        `Filter pattern ${JSON.stringify(pattern)} cannot run locally`,
      );
    },
  );
});
