import { type ColdStart, firstResponseMs, ownMs } from '../cold-start/cold-start.ts';
import type { ColdStarts } from '../cold-start/measure-cold-starts.ts';
import { coldContestants, contestants, limitedContestants } from '../contestants.ts';
import { markdownTable, medianOf, ratioOf } from './report-table.ts';

const fullHeader = [
  'cold start',
  'own ÷ stock',
  'own ÷ team',
  'first response ÷ stock',
  'CPU ÷ stock',
  'module ms',
  'request ms',
  'first response ms',
  'peak MB',
];

const figures = {
  moduleMs: (start: ColdStart) => start.moduleMs,
  requestMs: (start: ColdStart) => start.requestMs,
  cpuMs: (start: ColdStart) => start.cpuMs,
  peakRssMb: (start: ColdStart) => start.peakRssMb,
};

const fullTable = ({ full }: ColdStarts): string =>
  markdownTable(
    fullHeader,
    coldContestants.map((id) => {
      const values = (figure: (start: ColdStart) => number, of = id) => full[of].map(figure);
      return [
        contestants[id].label,
        ratioOf(values(ownMs), values(ownMs, 'stock')),
        ratioOf(values(ownMs), values(ownMs, 'team')),
        ratioOf(values(firstResponseMs), values(firstResponseMs, 'stock')),
        ratioOf(values(figures.cpuMs), values(figures.cpuMs, 'stock')),
        medianOf(values(figures.moduleMs), 0),
        medianOf(values(figures.requestMs), 0),
        medianOf(values(firstResponseMs), 0),
        medianOf(values(figures.peakRssMb), 0),
      ];
    }),
  );

const limitedHeader = [
  'cold start with 512 MB',
  'own ÷ stock',
  'own ÷ team',
  'first request ÷ stock',
  'first request ÷ team',
  'module ms',
  'request ms',
];

const limitedTable = ({ limited }: ColdStarts): string =>
  markdownTable(
    limitedHeader,
    limitedContestants.map((id) => {
      const values = (figure: (start: ColdStart) => number, of = id) => limited[of].map(figure);
      return [
        contestants[id].label,
        ratioOf(values(ownMs), values(ownMs, 'stock')),
        ratioOf(values(ownMs), values(ownMs, 'team')),
        ratioOf(values(figures.requestMs), values(figures.requestMs, 'stock')),
        ratioOf(values(figures.requestMs), values(figures.requestMs, 'team')),
        medianOf(values(figures.moduleMs), 0),
        medianOf(values(figures.requestMs), 0),
      ];
    }),
  );

const limits = {
  quota: 'a quota of the scheduler',
  signals: 'signals, which make the times multiples of 20 ms',
} as const;

/** "Own" is module plus first request: the part that depends on the code. */
export const coldStartReport = (starts: ColdStarts): string =>
  [
    fullTable(starts),
    limitedTable(starts),
    `After the module has loaded, 0.289 processors are left, by ${limits[starts.limitedBy]}.`,
  ].join('\n\n');
