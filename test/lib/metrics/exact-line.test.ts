import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../../lib/contract/metric-definition.ts';
import { routes } from '../../../lib/contract/routes.ts';
import { cellsOf, maxCells, parseExactLine, recordedMetrics } from '../../../lib/metrics/exact-line.ts';
import { createExactCounters } from '../../../lib/metrics/recording/exact-counters.ts';

const exact = {
  fn: 'order-service-dev-create-order',
  env: '198a3c-00ff',
  seq: 7,
  series: { 'er|ORD-001': 2, 'rd|GET|/api/v1/orders/{orderId}': { 0.005: 1, '+Inf': 2, sum: 9 } },
  slots: { ps: { 2973100: { 700: 1, z: 4 } } },
  last: { 'rd|GET|/api/v1/orders/{orderId}': 9 },
};
const lineOf = (change: object = {}, root: object = {}) =>
  JSON.stringify({
    service: 'order-service',
    correlationId: 'correlation-1',
    ...root,
    exact: { ...exact, ...change },
  });

describe('parseExactLine', () => {
  it('reads a line that an environment has printed', () => {
    expect(parseExactLine(lineOf())).toEqual({ ...exact, correlationId: 'correlation-1' });
    const { slots, last, ...least } = exact;
    expect(parseExactLine(JSON.stringify({ exact: least }))).toEqual(least);
  });

  it.each([
    ['nothing', ''],
    ['text', 'START RequestId'],
    ['half a line', lineOf().slice(0, 40)],
    ['a list', '[]'],
    ['null', 'null'],
    ['another line', '{"level":"INFO"}'],
    ['an empty member', '{"exact":{}}'],
    ['a member that is a list', '{"exact":[]}'],
    ['no function', lineOf({ fn: '' })],
    ['a function with a strange name', lineOf({ fn: 'a#b' })],
    ['no environment', lineOf({ env: undefined })],
    ['a number of a line that is none', lineOf({ seq: '7' })],
    ['a number of a line that is not whole', lineOf({ seq: 0.5 })],
    ['a count that is negative', lineOf({ series: { 'er|ORD-001': -1 } })],
    ['a count that is not whole', lineOf({ series: { 'er|ORD-001': 1.5 } })],
    ['a count that is too great to be exact', lineOf({ series: { 'er|ORD-001': 2 ** 53 } })],
    ['a count that is none', lineOf({ series: { 'er|ORD-001': null } })],
    ['a series named as a table’s key', lineOf({ series: { pk: 1 } })],
    ['a series with a strange name', lineOf({ series: { 'errors|ORD-001': 1 } })],
    ['a part with a strange name', lineOf({ series: { ov: { 'a|b': 1 } } })],
    ['the prototype', lineOf().replace('"0.005"', '"__proto__"')],
    ['a bin with a strange name', lineOf({ slots: { ps: { 1: { ttl: 1 } } } })],
    ['a bin that no number is in', lineOf({ slots: { ps: { 1: { 2000: 1 } } } })],
    ['a slot with a strange name', lineOf({ slots: { ps: { now: { 1: 1 } } } })],
    ['an observation that is none', lineOf({ last: { ov: 'much' } })],
    [
      'more than one write can take',
      lineOf({ series: Object.fromEntries(Array.from({ length: maxCells + 1 }, (_, n) => [`er|${n}`, 1])) }),
    ],
  ])('reads no counts from %s', (_, line) => {
    expect(parseExactLine(line)).toBeUndefined();
  });

  it('takes over no correlation id that is none', () => {
    expect(parseExactLine(lineOf({}, { correlationId: 'a"b' }))).not.toHaveProperty('correlationId');
    expect(parseExactLine(lineOf({}, { correlationId: 7 }))).not.toHaveProperty('correlationId');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"exact":${json}}`),
        ),
        (line) => {
          parseExactLine(line);
        },
      ),
    );
  });

  it('has room for every series that one function can have', () => {
    const [pair] = Object.values(routes).map(({ method, path }) => ({ method, endpoint: path }));
    const counters = createExactCounters({ fn: 'all', env: 'env-1', clock: () => 0 });
    for (const [name, definition] of recordedMetrics) {
      const ofOneRoute = seriesOf(definition).filter(
        ({ endpoint, method }) =>
          endpoint === undefined || (endpoint === pair?.endpoint && method === pair.method),
      );
      const values =
        definition.type === 'histogram' ? [0, ...definition.buckets.map((bound) => bound + 0.01)] : [1];
      for (const labels of ofOneRoute) for (const value of values) counters.count({ name, labels, value });
    }
    const line = JSON.stringify({ exact: counters.nextLine() });
    const read = parseExactLine(line);
    expect(read).toBeDefined();
    expect(Object.keys(cellsOf(read ?? { series: {} })).length).toBeGreaterThan(100);
  });
});
