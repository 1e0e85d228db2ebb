import type { Objective } from '../../../../lib/slo/objective.ts';
import type { Incident } from '../../alert-simulator/incident.ts';
import type { YamlValue } from '../yaml.ts';
import { gapSeconds } from './low-traffic-tests.ts';
import { seriesOfTwoInstances } from './objective-incident.ts';
import { promtoolTest } from './promtool-test.ts';
import { budgetValues, testedStage } from './recordings-test.ts';

const minute = 60;
const looking = { scrapeSeconds: minute, evaluationSeconds: gapSeconds };
const idle = { goodPerMinute: 0, badPerMinute: 0 };

/** Bad events from the first scrape on, of which each minute has more than the guard. */
const badFromTheStart = ({ minBadEvents }: Objective): Incident => ({
  id: 'bad-from-the-start',
  title: 'the first samples of the counters lie between two steps of their age',
  phases: [
    { seconds: 29 * minute, ...idle, series: 'none' },
    // The first sample is 0: no version of Prometheus extrapolates before it.
    { seconds: 2 * minute, ...idle },
    { seconds: 39 * minute, goodPerMinute: 1_000, badPerMinute: 4 * minBadEvents },
  ],
});

/** A Prometheus that started between two steps of the age of the counters has a budget from its first rates on. */
export const freshStartTest = (objectives: readonly Objective[]): YamlValue => {
  const incidents = objectives.map((objective) => ({ objective, incident: badFromTheStart(objective) }));
  return promtoolTest({
    name: 'budgets of counters without a sample at a step of their age',
    stepSeconds: minute,
    series: seriesOfTwoInstances(incidents, looking, testedStage),
    queries: incidents.flatMap((one) => budgetValues(one, looking)),
  });
};
