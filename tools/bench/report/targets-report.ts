import type { Spread } from '../statistics.ts';
import type { Target } from '../targets.ts';
import { markdownTable } from './report-table.ts';

const markOf = ({ toStock: { median }, gate, stretch }: Target): string => {
  if (gate === undefined || stretch === undefined) return '';
  if (median <= stretch) return 'stretch met';
  return median <= gate ? 'gate met' : 'missed';
};

const ratioText = ({ median, lowerQuartile, upperQuartile }: Spread): string =>
  lowerQuartile === upperQuartile
    ? median.toFixed(2)
    : `${median.toFixed(2)} (${lowerQuartile.toFixed(2)}–${upperQuartile.toFixed(2)})`;

const boundText = (bound: number | undefined): string => bound?.toFixed(2) ?? '';

/** Figures of create-order beside their targets. */
export const targetsReport = (targets: readonly Target[]): string =>
  markdownTable(
    ['create-order', '÷ stock', 'gate', 'stretch', 'target', '÷ team', 'below 1'],
    targets.map((target) => [
      target.label,
      ratioText(target.toStock),
      boundText(target.gate),
      boundText(target.stretch),
      markOf(target),
      ratioText(target.toTeam),
      target.toTeam.median < 1 ? 'yes' : 'no',
    ]),
  );
