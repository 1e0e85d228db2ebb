import type { Objective } from '../../../lib/slo/objective.ts';
import { scenarios } from '../../../lib/slo/scenarios.ts';
import type { YamlValue } from '../yaml.ts';
import { timelineTest } from './timeline-test.ts';

const scrapeSeconds = 300;

/** The scenarios are long: looking at them every minute would take minutes. */
export const scenarioEvaluationSeconds = 600;

/** Before there is a full hour, Prometheus extrapolates, and what is exact no longer is. */
const exactAfterSeconds = 3_600;

/** The scenarios are long, so most of them are played for one objective, the strictest there is. */
const strictest = (objectives: readonly Objective[]): readonly Objective[] =>
  [...objectives].sort((a, b) => Number(b.target) - Number(a.target)).slice(0, 1);

/** Every scenario of the simulator, with all that alerts do in it. */
export const scenarioTests = (objectives: readonly Objective[]): readonly YamlValue[] =>
  Object.values(scenarios).map((incident) =>
    timelineTest({
      name: incident.title,
      incidents: (incident.id === 'total-outage' ? objectives : strictest(objectives)).map((objective) => ({
        objective,
        incident,
      })),
      scrapeSeconds,
      evaluationSeconds: scenarioEvaluationSeconds,
      ...(incident.id === 'exactly-at-threshold' && { afterSeconds: exactAfterSeconds }),
    }),
  );
