import type { Objective } from '../../../lib/slo/objective.ts';
import type { YamlValue } from '../yaml.ts';
import { lostForAWhile, suddenOutage } from './own-incidents.ts';
import { timelineTest } from './timeline-test.ts';

export const minute = 60;

/** What has to be seen within minutes. */
export const minuteTests = (objectives: readonly Objective[]): readonly YamlValue[] =>
  [suddenOutage, lostForAWhile].map((incident) =>
    timelineTest({
      name: incident.title,
      incidents: objectives.map((objective) => ({ objective, incident })),
      scrapeSeconds: minute,
      evaluationSeconds: minute,
    }),
  );
