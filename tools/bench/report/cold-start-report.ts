import { type ColdStart, firstResponseMs, ownMs } from '../cold-start/cold-start.ts';
import type { ColdStarts } from '../cold-start/measure-cold-starts.ts';
import { coldContestants, contestants } from '../contestants.ts';
import { markdownTable, medianOf, ratioOf } from './report-table.ts';

const header = [
  'cold start',
  'own ÷ stock',
  'own ÷ bare',
  'first response ÷ stock',
  'CPU ÷ stock',
  'module ms',
  'request ms',
  'first response ms',
  'peak MB',
];

/** "Own" is module plus first request: the part that depends on the code. */
export const coldStartReport = (starts: ColdStarts): string => {
  const rows = coldContestants.map((id) => {
    const values = (figure: (start: ColdStart) => number, of = id) => starts[of].map(figure);
    const cpuMs = (start: ColdStart) => start.cpuMs;
    return [
      contestants[id].label,
      ratioOf(values(ownMs), values(ownMs, 'stock')),
      ratioOf(values(ownMs), values(ownMs, 'bare')),
      ratioOf(values(firstResponseMs), values(firstResponseMs, 'stock')),
      ratioOf(values(cpuMs), values(cpuMs, 'stock')),
      medianOf(
        values(({ moduleMs }) => moduleMs),
        0,
      ),
      medianOf(
        values(({ requestMs }) => requestMs),
        0,
      ),
      medianOf(values(firstResponseMs), 0),
      medianOf(
        values(({ peakRssMb }) => peakRssMb),
        0,
      ),
    ];
  });
  return markdownTable(header, rows);
};
