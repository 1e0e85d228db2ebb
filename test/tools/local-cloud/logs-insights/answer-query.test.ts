import { describe, expect, it } from 'vitest';
import { answerQuery } from '../../../../tools/local-cloud/logs-insights/answer-query.ts';
import { queriesOf, runbooks } from '../../../harness/infra/runbook-text.ts';

const minute = 60_000;
const noon = Date.parse('2026-11-30T12:00:00Z');

const aLine = (fields: object, at = noon, functionName = 'pay-order') => ({
  timestamp: at,
  logGroup: `/aws/lambda/${functionName}`,
  message: JSON.stringify(fields),
});

const lines = [
  aLine({ level: 'INFO', logCode: 'LOG-REQ-001', ms: 10, cold_start: true }),
  aLine(
    { level: 'WARN', logCode: 'LOG-REQ-002', code: 'SYS-002', ms: 30, error: { message: 'down 17' } },
    noon + minute,
  ),
  aLine(
    { level: 'WARN', logCode: 'LOG-REQ-002', code: 'SYS-003', ms: 20 },
    noon + 6 * minute,
    'create-order',
  ),
];

const rowsOf = (query: string) => answerQuery(query, lines).rows;

describe('answerQuery', () => {
  it('filters by texts, lists, numbers, truth values and regular expressions', () => {
    const counted = (condition: string) => rowsOf(`filter ${condition} | stats count()`)[0]?.[0] ?? '0';
    expect(counted('level = "WARN"')).toBe('2');
    expect(counted('level != "WARN"')).toBe('1');
    expect(counted('code in ["SYS-002", "SYS-004"]')).toBe('1');
    expect(counted('ms = 30')).toBe('1');
    expect(counted('cold_start = 1')).toBe('1');
    expect(counted('@log like /create-order|get-order/')).toBe('1');
    expect(counted('ispresent(code) and (ms = 20 or ms = 10)')).toBe('1');
    expect(counted('ms = 10 or ms = 20 and level = "INFO"')).toBe('1');
  });

  it('does not compare a field that a line does not have', () => {
    expect(rowsOf('filter code != "SYS-002" | fields code')).toEqual([['SYS-003']]);
  });

  it('parses fields of a text by a regular expression', () => {
    expect(
      rowsOf('filter code = "SYS-002" | parse error.message /(?<cause>\\D*\\d*)/ | fields code, cause'),
    ).toEqual([['SYS-002', 'down 17']]);
  });

  it('counts, adds up, compares and ranks the lines of a group', () => {
    const { columns, rows } = answerQuery(
      'stats count() as n, count(code), sum(ms), min(ms), max(ms), pct(ms, 50) by level | sort n desc',
      lines,
    );
    expect(columns).toEqual(['level', 'n', 'count(code)', 'sum(ms)', 'min(ms)', 'max(ms)', 'pct(ms,50)']);
    expect(rows).toEqual([
      ['WARN', '2', '2', '50', '20', '30', '20'],
      ['INFO', '1', '0', '10', '10', '10', '10'],
    ]);
  });

  it('groups by steps of time, and shows the latest value', () => {
    expect(rowsOf('stats latest(code) by bin(5m)')).toEqual([
      ['2026-11-30 12:05:00.000', 'SYS-003'],
      ['2026-11-30 12:00:00.000', 'SYS-002'],
    ]);
  });

  it('shows time and text, the newest line first, unless the query names fields', () => {
    const { columns, rows } = answerQuery('filter level = "WARN" | limit 1', lines);
    expect(columns).toEqual(['@timestamp', '@message']);
    expect(rows).toEqual([['2026-11-30 12:06:00.000', lines[2]?.message]]);
  });

  it('leaves a cell empty where a line does not have the field', () => {
    expect(rowsOf('sort ms asc | fields ms, code')).toEqual([
      ['10', null],
      ['20', 'SYS-003'],
      ['30', 'SYS-002'],
    ]);
  });

  it.each([
    ['dedup code', /does not know the command "dedup"/],
    ['stats avg(ms)', /does not know the function "avg" in stats/],
    ['filter strlen(code) = 7', /does not know the function "strlen" in a filter/],
    ['filter ms > 7', /Cannot read the query from "> 7" on/],
    ['filter not level = "WARN"', /does not know the operator "level"/],
    ['filter code', /The command "filter code" is incomplete/],
    ['filter code = "A" code', /"code" is not expected/],
    ['filter code like /(/', /Invalid regular expression/],
    ['parse @message "a * b" as x', /parse with a regular expression between slashes only/],
    ['stats count() by bin(x)', /"x" is no period/],
    ['limit many', /limit needs a whole number/],
  ])('refuses %s by name', (query, problem) => {
    expect(() => answerQuery(query, lines)).toThrow(problem);
  });
});

describe.each([...runbooks.values()].map((runbook) => [runbook.file, runbook] as const))(
  'queries in %s',
  (_, { text }) => {
    it('are answered by the local run', () => {
      for (const query of queriesOf(text))
        expect(answerQuery(query, lines).columns.length).toBeGreaterThan(0);
    });
  },
);
