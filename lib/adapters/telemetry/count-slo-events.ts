import type { SloTotals } from '../../app/ports/budget-history.ts';
import { type SloId, sloIds } from '../../contract/slos.ts';
import { counterTotal } from '../../metrics/exact-line.ts';

/**
 * Judged events of every objective.
 * @param totals by cell.
 */
export const countSloEvents = (totals: ReadonlyMap<string, bigint>): Required<SloTotals> => {
  const count = (slo: SloId, outcome: 'good' | 'bad') =>
    Number(counterTotal(totals, 'slo_events_total', { slo, outcome }));
  return Object.fromEntries(
    sloIds.map((slo) => [slo, { good: count(slo, 'good'), bad: count(slo, 'bad') }]),
  ) as Required<SloTotals>;
};
