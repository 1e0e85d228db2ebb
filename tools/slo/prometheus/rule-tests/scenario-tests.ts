import type { Objective } from '../../../../lib/slo/objective.ts';
import type { Incident } from '../../alert-simulator/incident.ts';
import { scenarios } from '../../alert-simulator/scenarios.ts';
import type { YamlValue } from '../yaml.ts';
import { timelineTest } from './timeline-test.ts';

const scrapeSeconds = 60;

/** The scenarios are long: looking at them every minute would take minutes. */
export const scenarioEvaluationSeconds = 600;

/** Before there is a full hour, Prometheus extrapolates, and what is exact no longer is. */
const exactAfterSeconds = 3_600;

/** The scenarios are long, so most of them are played for one objective, the strictest there is. */
const strictest = (objectives: readonly Objective[]): readonly Objective[] =>
  objectives.toSorted((a, b) => Number(b.target) - Number(a.target)).slice(0, 1);

interface Looked {
  readonly name: string;
  readonly scenarios: readonly Incident[];
  readonly afterSeconds?: number;
}

const { 'vanished-metric': vanished, 'exactly-at-threshold': exact, ...others } = scenarios;

/** Evaluations take most of the time, so scenarios share them where one does not change what the others show. */
const lookedAt: readonly Looked[] = [
  {
    name: 'all other scenarios of the simulator, each in a job of its own',
    scenarios: Object.values(others),
  },
  { name: vanished.title, scenarios: [vanished] },
  { name: exact.title, scenarios: [exact], afterSeconds: exactAfterSeconds },
];

/** Every scenario of the simulator, with all that alerts do in it. */
export const scenarioTests = (objectives: readonly Objective[]): readonly YamlValue[] =>
  lookedAt.map(({ scenarios: played, ...looked }) =>
    timelineTest({
      ...looked,
      incidents: played.flatMap((incident) =>
        (incident.id === 'total-outage' ? objectives : strictest(objectives)).map((objective) => ({
          objective,
          incident,
          job: incident.id,
        })),
      ),
      scrapeSeconds,
      evaluationSeconds: scenarioEvaluationSeconds,
    }),
  );

/** Times of alerts in a total outage, and long after it. */
export const outageTest = (objectives: readonly Objective[]): YamlValue => {
  const { 'total-outage': outage } = scenarios;
  return timelineTest({
    name: outage.title,
    incidents: objectives.map((objective) => ({ objective, incident: outage })),
    scrapeSeconds,
    evaluationSeconds: scenarioEvaluationSeconds,
  });
};
