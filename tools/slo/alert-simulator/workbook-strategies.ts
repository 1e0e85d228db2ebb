import { errorBudget, times } from '../../../lib/slo/decimal.ts';
import type { AlertRule } from './alert-rule.ts';

/** The objective of the SRE Workbook's examples. */
export const workbookObjective = { target: '99.9', windowDays: 30 } as const;

/** An alert of one of the strategies. */
export interface StrategyAlert {
  readonly factor: string;
  readonly windowsMinutes: readonly [longest: number, ...others: number[]];
  readonly forMinutes: number;
}

export interface Strategy {
  readonly number: number;
  readonly title: string;
  readonly alerts: readonly StrategyAlert[];
}

const alert = (factor: string, ...windowsMinutes: readonly [number, ...number[]]): StrategyAlert => ({
  factor,
  windowsMinutes,
  forMinutes: 0,
});

/** The six ways to alert that the SRE Workbook compares. https://sre.google/workbook/alerting-on-slos/ */
export const workbookStrategies: readonly Strategy[] = [
  { number: 1, title: 'target error rate', alerts: [alert('1', 10)] },
  { number: 2, title: 'longer window', alerts: [alert('1', 2_160)] },
  { number: 3, title: 'incremented duration', alerts: [{ ...alert('1', 1), forMinutes: 60 }] },
  { number: 4, title: 'burn rate', alerts: [alert('36', 60)] },
  {
    number: 5,
    title: 'multiple burn rates',
    alerts: [alert('14.4', 60), alert('6', 360), alert('1', 4_320)],
  },
  {
    number: 6,
    title: 'multiple windows',
    alerts: [alert('14.4', 60, 5), alert('6', 360, 30), alert('1', 4_320, 360)],
  },
];

/** The strategies have no guard against few events: the rule asks for none. */
export const strategyRule = ({ factor, windowsMinutes, forMinutes }: StrategyAlert): AlertRule => {
  const [longest, ...others] = windowsMinutes;
  return {
    windowsSeconds: [longest * 60, ...others.map((minutes) => minutes * 60)],
    threshold: times(factor, errorBudget(workbookObjective.target)),
    minBadEvents: 0,
    forSeconds: forMinutes * 60,
  };
};
