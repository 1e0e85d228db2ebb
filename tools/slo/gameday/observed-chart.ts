import { burnAlerts, severityAlertName } from '../../../lib/slo/burn-alerts.ts';
import { errorBudget } from '../../../lib/slo/decimal.ts';
import { orderService, type SloId } from '../order-service-declaration.ts';
import { errorRatioSeries, selector } from '../prometheus/rules/series.ts';
import type { Chart, ChartPanel } from './chart.ts';
import type { AlertSpan } from './comparison.ts';
import { observedSeries, type Point } from './observed-series.ts';
import type { Rehearsal } from './rehearsal.ts';

const sloIds = Object.keys(orderService.objectives) as readonly SloId[];

const panelOf = async (
  prometheusUrl: string,
  id: SloId,
  { epoch, comparisons }: Rehearsal,
): Promise<ChartPanel> => {
  const objective = orderService.objectives[id];
  const [page] = burnAlerts(objective);
  if (page === undefined) throw new RangeError(`${id} has no alert`);
  const name = severityAlertName(objective, 'page');
  const budget = Number(errorBudget(objective.target));
  const burn = async (minutes: number): Promise<readonly Point[]> => {
    const [series] = await observedSeries(
      prometheusUrl,
      selector(errorRatioSeries(minutes), { sloth_slo: id }),
      epoch,
    );
    return (series?.points ?? [])
      .filter(({ at }) => at >= 0)
      .map(({ at, value }) => ({ at, value: value / budget }));
  };
  const spans = (of: 'predicted' | 'observed'): readonly AlertSpan[] =>
    comparisons.flatMap((comparison) => {
      const span = comparison.alert === name ? comparison[of] : undefined;
      return span === undefined ? [] : [span];
    });
  return {
    title: `${objective.title}, ${objective.target} %`,
    threshold: Number(page.factor),
    long: await burn(page.longMinutes),
    short: await burn(page.shortMinutes),
    predicted: spans('predicted'),
    observed: spans('observed'),
  };
};

/** The chart of a game day, from the series of Prometheus. */
export const observedChart = async (prometheusUrl: string, rehearsal: Rehearsal): Promise<Chart> => ({
  seconds: rehearsal.seconds,
  incidents: rehearsal.incidents,
  panels: await Promise.all(sloIds.map((id) => panelOf(prometheusUrl, id, rehearsal))),
});
