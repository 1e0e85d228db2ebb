import { burnRate } from '../../../lib/slo/budget.ts';
import { burnAlertName, burnAlerts, hasOneWindow } from '../../../lib/slo/burn-alerts.ts';
import { errorBudget } from '../../../lib/slo/decimal.ts';
import { windowText } from '../../../lib/slo/durations.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { burnAlertRule } from '../alert-simulator/alert-rule.ts';
import { detectionSeconds, exhaustionSeconds, resetSeconds } from '../alert-simulator/alert-timing.ts';
import { detectionWords } from './detection.ts';
import { indicatorWords } from './indicator-words.ts';
import { countWords, durationWords, exactPercent } from './number-words.ts';
import { textTable } from './text-table.ts';

const facts = (objective: Objective): readonly (readonly [string, string])[] => {
  const budget = exactPercent(errorBudget(objective.target));
  const outage = exhaustionSeconds(objective, burnRate(objective, { good: 0, bad: 1 }));
  return [
    ['counts', indicatorWords(objective.indicator)],
    ['target', `${objective.target} % of the events of ${objective.windowDays} days, rolling`],
    ['budget', `${budget} of the events; a total outage uses it up in ${durationWords(outage)}`],
    ['traffic', `${countWords(objective.expectedEventsPerHour)} events an hour are expected`],
    ['page', `a total outage pages ${detectionWords(objective)}`],
    ['guard', `no alert on fewer than ${objective.minBadEvents} bad events in its long window`],
    ['owner', objective.owner],
    ['runbook', objective.runbook],
  ];
};

const alertTable = (objective: Objective): string =>
  textTable(
    [
      { heading: 'alert' },
      { heading: 'windows' },
      { heading: 'burn over', align: 'right' },
      { heading: 'bad over', align: 'right' },
      { heading: 'of budget', align: 'right' },
      { heading: 'fires after', align: 'right' },
      { heading: 'clears after', align: 'right' },
    ],
    burnAlerts(objective).map((alert) => {
      const outage = { errorRatio: 1, eventsPerHour: objective.expectedEventsPerHour };
      const rule = burnAlertRule(alert);
      return [
        burnAlertName(objective, alert),
        hasOneWindow(alert)
          ? windowText(alert.longMinutes)
          : `${windowText(alert.longMinutes)} and ${windowText(alert.shortMinutes)}`,
        `${alert.factor} ×`,
        exactPercent(alert.threshold),
        exactPercent(alert.budgetShare),
        durationWords(detectionSeconds(rule, outage)),
        durationWords(resetSeconds(rule, outage)),
      ];
    }),
  );

/** Everything about an objective, and what its alerts do in a total outage at the expected traffic. */
export const objectiveSheet = (objective: Objective): string =>
  [
    `${objective.title} (${objective.id})`,
    objective.description,
    '',
    ...facts(objective).map(([name, value]) => `${name.padEnd(9)}${value}`),
    '',
    alertTable(objective),
    '',
    'An alert fires while both windows exceed its threshold. Times are those of a total outage at the expected traffic.',
  ].join('\n');

/** The objectives as a table. */
export const objectiveList = (objectives: readonly Objective[]): string =>
  textTable(
    [
      { heading: 'id' },
      { heading: 'target', align: 'right' },
      { heading: 'of', align: 'right' },
      { heading: 'budget', align: 'right' },
      { heading: 'events/h', align: 'right' },
      { heading: 'objective' },
    ],
    objectives.map(({ id, target, windowDays, expectedEventsPerHour, description }) => [
      id,
      `${target} %`,
      `${windowDays} d`,
      exactPercent(errorBudget(target)),
      countWords(expectedEventsPerHour),
      description,
    ]),
  );
