import { windowText } from '../../../lib/slo/durations.ts';
import {
  budgetConsumed,
  detectionSeconds,
  outageBurnRate,
  resetSeconds,
} from '../alert-simulator/alert-timing.ts';
import { measureOutage } from '../alert-simulator/measure-outage.ts';
import {
  type Strategy,
  type StrategyAlert,
  strategyRule,
  workbookObjective,
  workbookStrategies,
} from '../alert-simulator/workbook-strategies.ts';
import { durationWords, percent } from './number-words.ts';
import { textTable } from './text-table.ts';

/** Steps in the longest time that an alert can take: an hour is simulated by tenths of a second. */
const steps = 36_000;

const totalOutage = { errorRatio: 1 };

/** The result of the formula and of the simulation. */
const sideBySide = (formula: number | undefined, simulated: number | undefined): string =>
  `${durationWords(formula)} / ${durationWords(simulated)}`;

const parameters = ({ windowsMinutes, factor, forMinutes }: StrategyAlert): string =>
  [
    windowsMinutes.map(windowText).join(' and '),
    `${factor} ×`,
    ...(forMinutes > 0 ? [`for ${windowText(forMinutes)}`] : []),
  ].join(', ');

const row = ({ number, title }: Strategy, alert: StrategyAlert): readonly string[] => {
  const rule = strategyRule(alert);
  const step = (rule.windowsSeconds[0] + rule.forSeconds) / steps;
  const detection = (errorRatio: number) =>
    sideBySide(
      detectionSeconds(rule, { errorRatio }),
      measureOutage(rule, { errorRatio }, step)?.detectionSeconds,
    );
  const detected = detectionSeconds(rule, totalOutage) ?? 0;
  const burn = outageBurnRate(workbookObjective, totalOutage);
  return [
    `${number} ${title}`,
    parameters(alert),
    percent(budgetConsumed(workbookObjective, burn, detected), 2),
    detection(1),
    detection(0.15),
    detection(0.01),
    sideBySide(resetSeconds(rule, totalOutage), measureOutage(rule, totalOutage, step)?.resetSeconds),
  ];
};

/** The comparison of the SRE Workbook, chapter 5, by formula and by simulation. */
export const workbookTable = (strategies: readonly Strategy[] = workbookStrategies): string => {
  const { target, windowDays } = workbookObjective;
  return [
    `Ways to alert on ${target} % in ${windowDays} days (SRE Workbook, chapter 5). Times: by formula / by simulation.`,
    '',
    textTable(
      [
        { heading: 'strategy' },
        { heading: 'window, burn rate over' },
        { heading: 'budget used', align: 'right' },
        { heading: '100 % bad fires after', align: 'right' },
        { heading: '15 % bad', align: 'right' },
        { heading: '1 % bad', align: 'right' },
        { heading: '100 % clears after', align: 'right' },
      ],
      strategies.flatMap((strategy) => strategy.alerts.map((alert) => row(strategy, alert))),
    ),
    '',
    'Budget used: by a total outage until the alert. Never: such an outage is not noticed.',
  ].join('\n');
};
