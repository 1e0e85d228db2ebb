import type { Incident } from '../../../lib/slo/incident.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import type { YamlValue } from '../yaml.ts';
import { absentAlert } from './fired-alerts.ts';
import { lostForAWhile, suddenOutage } from './own-incidents.ts';
import { timelineTest } from './timeline-test.ts';

export const minute = 60;

/** A quarter of an hour into the gap, every alert on missing counters has lost its patience. */
const wordsOfAbsence = (objectives: readonly Objective[]) =>
  objectives.map((objective) => absentAlert(objective, (30 + 15) * minute));

/** What has to be seen within minutes. */
export const minuteTests = (objectives: readonly Objective[]): readonly YamlValue[] => {
  const toAll = (incident: Incident, alerts: readonly YamlValue[] = []) =>
    timelineTest({
      name: incident.title,
      incidents: objectives.map((objective) => ({ objective, incident })),
      scrapeSeconds: minute,
      evaluationSeconds: minute,
      alerts,
    });
  return [toAll(suddenOutage), toAll(lostForAWhile, wordsOfAbsence(objectives))];
};
