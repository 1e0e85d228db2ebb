import { severities } from '../../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { type Incident, timedPhases } from '../../alert-simulator/incident.ts';
import { orderService } from '../../order-service-declaration.ts';
import { secondsToMissEvents } from '../rules/absence.ts';
import { eventsMetric, selector } from '../rules/series.ts';
import { productionTiming } from '../rules/timing.ts';
import type { YamlValue } from '../yaml.ts';
import { counterSamples } from './counter-samples.ts';
import { absentAlert } from './fired-alerts.ts';
import { lostFor, suddenOutage } from './own-incidents.ts';
import { testedStage } from './recordings-test.ts';
import { scrapesOf } from './scrapes.ts';
import { timelineTest } from './timeline-test.ts';

const minute = 60;

/** Looked at less often than in production, an alert that does not wait long enough would pass. */
const { evaluationSeconds } = productionTiming;
const scrapeSeconds = evaluationSeconds / 2;
const looking = { scrapeSeconds, evaluationSeconds };

/** How long a gap has to last for every alert on missing counters to fire before its end. */
const minutesOfGap = (objectives: readonly Objective[]): number =>
  Math.ceil(Math.max(...objectives.map((objective) => secondsToMissEvents(objective, 'page'))) / minute) + 3;

/** Second at which the counters have been gone longest. */
const endOfGap = (incident: Incident): number =>
  timedPhases(incident).find(({ series }) => series === 'none')?.endsAt ?? Number.NaN;

/** Scrapes of another job of the same stage, and of another stage of the same job, fail: their counters are not missed. */
const besideTheLost = (
  objectives: readonly Objective[],
  lost: Incident,
): Readonly<Record<string, string>> => {
  const scraped = (objective: Objective, valueAt: (second: number) => number | undefined) =>
    counterSamples(
      scrapesOf(objective, lost, looking).map((at) => ({ at, value: valueAt(at) })),
      scrapeSeconds,
    );
  const fails = (at: number) => at > 5 * evaluationSeconds;
  const targets = [
    { job: 'another', stage: testedStage },
    { job: orderService.name, stage: 'dev' },
  ];
  return Object.fromEntries(
    objectives.flatMap((objective) => [
      [selector('up', { job: orderService.name, stage: testedStage }), scraped(objective, () => 1)],
      ...targets.flatMap((labels) => [
        [selector('up', labels), scraped(objective, (at) => (fails(at) ? 0 : 1))],
        [
          selector(eventsMetric, { ...labels, slo: objective.id, outcome: 'good' }),
          scraped(objective, (at) => (fails(at) ? undefined : at)),
        ],
      ]),
    ]),
  );
};

/** Tests of alerts that must fire within minutes. */
export const minuteTests = (objectives: readonly Objective[]): readonly YamlValue[] => {
  const ofAll = (incident: Incident, stage?: string) =>
    objectives.map((objective) => ({ objective, incident, ...(stage && { stage }) }));
  const lost = lostFor(minutesOfGap(objectives));
  return [
    timelineTest({ name: suddenOutage.title, incidents: ofAll(suddenOutage), ...looking }),
    timelineTest({
      name: `${lost.title}; scrapes of others fail`,
      incidents: ofAll(lost, testedStage),
      series: besideTheLost(objectives, lost),
      alerts: objectives.flatMap((objective) =>
        severities.map((severity) => absentAlert(objective, severity, endOfGap(lost))),
      ),
      ...looking,
    }),
  ];
};
