import type { Objective } from '../../../../lib/slo/objective.ts';
import { type Incident, timedPhases } from '../../alert-simulator/incident.ts';
import { secondsToMissEvents } from '../rules/absence.ts';
import { productionTiming } from '../rules/timing.ts';
import type { YamlValue } from '../yaml.ts';
import { absentAlert } from './fired-alerts.ts';
import { lostFor, suddenOutage } from './own-incidents.ts';
import { timelineTest } from './timeline-test.ts';

const minute = 60;

/** Looked at less often than in production, an alert that does not wait long enough would pass. */
const { evaluationSeconds } = productionTiming;

/** How long a gap has to last for every alert on missing counters to fire before its end. */
const minutesOfGap = (objectives: readonly Objective[]): number =>
  Math.ceil(Math.max(...objectives.map(secondsToMissEvents)) / minute) + 3;

/** Second at which the counters have been gone longest. */
const endOfGap = (incident: Incident): number =>
  timedPhases(incident).find(({ series }) => series === 'none')?.endsAt ?? Number.NaN;

/** Tests of alerts that must fire within minutes. */
export const minuteTests = (objectives: readonly Objective[]): readonly YamlValue[] => {
  const toAll = (incident: Incident, alerts: readonly YamlValue[] = []) =>
    timelineTest({
      name: incident.title,
      incidents: objectives.map((objective) => ({ objective, incident })),
      scrapeSeconds: evaluationSeconds,
      evaluationSeconds,
      alerts,
    });
  const lost = lostFor(minutesOfGap(objectives));
  const wordsOfAbsence = objectives.map((objective) => absentAlert(objective, endOfGap(lost)));
  return [toAll(suddenOutage), toAll(lost, wordsOfAbsence)];
};
