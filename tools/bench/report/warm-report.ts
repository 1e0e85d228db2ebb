import { comparedCalls, contestants, type WarmContestant, warmContestants } from '../contestants.ts';
import type { Rounds } from '../rounds.ts';
import type { WarmRuns } from '../warm/measure-warm.ts';
import type { OperationCounts, WarmRun } from '../warm/warm-run.ts';
import { warmVariantIds, warmVariants } from '../warm/warm-variants.ts';
import { markdownTable, medianOf, ratioOf } from './report-table.ts';

const header = ['p50 ÷ stock', 'p50 ÷ team', 'CPU ÷ stock', 'CPU ÷ team', 'p50 µs', 'p99 µs', 'CPU µs', 'MB'];

const variantTable = (label: string, runs: Rounds<WarmContestant, WarmRun>): string => {
  const rows = warmContestants.map((id) => {
    const values = (figure: keyof Pick<WarmRun, 'medianUs' | 'p99Us' | 'cpuUs' | 'rssMb'>, of = id) =>
      runs[of].map((run) => run[figure]);
    return [
      contestants[id].label,
      ratioOf(values('medianUs'), values('medianUs', 'stock')),
      ratioOf(values('medianUs'), values('medianUs', 'team')),
      ratioOf(values('cpuUs'), values('cpuUs', 'stock')),
      ratioOf(values('cpuUs'), values('cpuUs', 'team')),
      medianOf(values('medianUs'), 0),
      medianOf(values('p99Us'), 0),
      medianOf(values('cpuUs'), 0),
      medianOf(values('rssMb'), 0),
    ];
  });
  return markdownTable([`warm, ${label}`, ...header], rows);
};

const listed = (counts: OperationCounts): string =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([operation, count]) => `${count} ${operation}`)
    .sort()
    .join(' + ') || 'none';

const callsOf = ({ handler }: WarmRuns, id: WarmContestant): string => {
  const [run] = handler[id];
  return run
    ? `${listed(run.firstOperations)} in the first invocation, then ${listed(run.warmOperations)}`
    : '';
};

/** Compares the contestants' DynamoDB calls: only handlers with the same calls are comparable. */
const callsReport = (runs: WarmRuns): string => {
  const calls = warmContestants.map((id) => [contestants[id].label, callsOf(runs, id)] as const);
  const same = comparedCalls.every((id) => callsOf(runs, id) === callsOf(runs, 'function'));
  const others = `${contestants.team.label}: ${callsOf(runs, 'team')}`;
  if (same) return `DynamoDB calls per invocation: ${callsOf(runs, 'function')}; ${others}.`;
  return [
    'NOT COMPARABLE: the contestants make different DynamoDB calls. Update tools/bench/peers/place-order.ts.',
    ...calls.map(([label, call]) => `  ${label}: ${call}`),
  ].join('\n');
};

export const warmReport = (runs: WarmRuns): string =>
  [...warmVariantIds.map((id) => variantTable(warmVariants[id].label, runs[id])), callsReport(runs)].join(
    '\n\n',
  );
