import { type BurnAlert, burnAlerts } from '../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { windowWords } from '../../../lib/slo/windows.ts';
import type { YamlValue } from '../yaml.ts';
import { instantTest } from './instant-test.ts';
import { thresholdIncidents } from './threshold-incidents.ts';

const scrapeSeconds = 300;

/**
 * The edge of each condition of each alert, the same edge of every objective in one test.
 * @param isMeant whether an alert's edges are wanted.
 */
export const thresholdTests = (
  objectives: readonly Objective[],
  isMeant: (objective: Objective, alert: BurnAlert) => boolean = () => true,
): readonly YamlValue[] => {
  const edges = objectives.flatMap((objective) => {
    const alerts = burnAlerts(objective);
    return alerts
      .filter((alert) => isMeant(objective, alert))
      .flatMap((alert) =>
        thresholdIncidents(alert, alerts).map((incident) => ({
          name: `${windowWords(alert.longMinutes)}: ${incident.title}`,
          objective,
          incident,
        })),
      );
  });
  return [...Map.groupBy(edges, ({ name }) => name)].map(([name, incidents]) =>
    instantTest(name, incidents, scrapeSeconds),
  );
};
