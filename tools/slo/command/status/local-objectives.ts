import type { Objective } from '../../../../lib/slo/objective.ts';
import { CommandError } from '../../../command-line/command-error.ts';
import { orderService, type SloId } from '../../order-service-declaration.ts';
import { prometheusAt } from '../../prometheus-server/prometheus-query.ts';
import type { MinuteEvents } from './minute-events.ts';
import { type ObjectivesReport, type ObjectivesSources, objectivesReport } from './objectives-report.ts';
import { firingAlerts, firingOf } from './prometheus-status.ts';

/** A metric that the local run has measured by the minute. */
export interface MeasuredMetric {
  readonly name: string;
  readonly minutes: readonly { readonly minute: number; readonly sum: number; readonly count: number }[];
}

const objectives: readonly Objective[] = Object.values(orderService.objectives);

const minutesIn =
  (series: readonly MeasuredMetric[]) =>
  (slo: string): readonly MinuteEvents[] => {
    const events = orderService.cloudWatch.events(slo as SloId);
    const measured = series.find(({ name }) => name === events.name)?.minutes ?? [];
    return measured
      .map(({ minute, sum, count }) => ({ minute, good: count - sum, bad: sum }))
      .sort((one, other) => one.minute - other.minute);
  };

type Fired = Pick<ObjectivesSources, 'fired'> & { readonly problem?: string };

const firedIn = async (url: string | undefined): Promise<Fired> => {
  if (url === undefined) return {};
  try {
    const alerts = await prometheusAt(url)(firingAlerts());
    return { fired: { from: `Prometheus at ${url}`, severitiesOf: (id) => firingOf({ alerts }, { id }) } };
  } catch (error) {
    if (error instanceof CommandError) return { problem: error.message };
    throw error;
  }
};

/**
 * How the objectives stand by what the local run has measured.
 * @param now milliseconds since 1970.
 * @param prometheus address of a Prometheus server whose alerts are shown; without an answer of it, alerts follow from
 * the rules' own arithmetic.
 */
export const localObjectives = async (
  series: readonly MeasuredMetric[],
  now: number,
  prometheus?: string,
): Promise<ObjectivesReport> => {
  const { problem, ...fired } = await firedIn(prometheus);
  const report = objectivesReport(objectives, {
    source: 'Local run',
    minutesOf: minutesIn(series),
    now,
    ...fired,
  });
  return problem === undefined ? report : { ...report, notes: [...report.notes, problem] };
};
