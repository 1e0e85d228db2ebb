import { type BurnAlert, burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import type { YamlValue } from '../yaml.ts';
import { instantTest } from './instant-test.ts';
import { thresholdIncidents } from './threshold-incidents.ts';

const scrapeSeconds = 300;

/**
 * The edge of each condition of each alert, each in a job of its own.
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
          objective,
          incident,
          job: `${windowText(alert.longMinutes)}-${incident.id}`,
        })),
      );
  });
  if (edges.length === 0) return [];
  return [instantTest('each condition of each alert is just met and just not met', edges, scrapeSeconds)];
};
