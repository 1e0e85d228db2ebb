import { metrics } from '../../../lib/contract/metrics.ts';
import { cellsOf, parseExactLine } from '../../../lib/metrics/exact-line.ts';

/** The sum of what every environment has counted, by its latest line that was handled. */
const countedBy = (lines: readonly string[]): ReadonlyMap<string, number> => {
  const latest = new Map<string, NonNullable<ReturnType<typeof parseExactLine>>>();
  for (const text of lines) {
    const line = parseExactLine(text);
    if (line && line.seq > (latest.get(line.env)?.seq ?? 0)) latest.set(line.env, line);
  }
  const sums = new Map<string, number>();
  for (const line of latest.values()) {
    for (const [cell, count] of Object.entries(cellsOf(line))) sums.set(cell, (sums.get(cell) ?? 0) + count);
  }
  return sums;
};

const codeOf = (cell: string): string => cell.split('|', 1)[0] ?? '';

/** Counted by the reader of the access log, too. */
const objectiveCode = metrics.slo_events_total.code;

/**
 * The totals are what the environments have counted: nothing was lost with an environment that is gone, and nothing counted
 * twice, for any order and repetition of their lines.
 */
export const checkExactCounters = (
  lines: readonly string[],
  totals: ReadonlyMap<string, bigint>,
): string[] => {
  const counted = countedBy(lines);
  const codes = new Set([...counted.keys()].map(codeOf));
  codes.delete(objectiveCode);
  const cells = new Set([...counted.keys(), ...totals.keys()].filter((cell) => codes.has(codeOf(cell))));
  return [...cells].flatMap((cell) => {
    const [expected, total] = [counted.get(cell) ?? 0, Number(totals.get(cell) ?? 0n)];
    return expected === total ? [] : [`counter ${cell}: ${expected} counted by environments, total ${total}`];
  });
};
