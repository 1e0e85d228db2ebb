import { type IWidget, SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { errorBudget } from '../../../lib/slo/decimal.ts';
import type { ServiceObjective } from '../slo-alarms.ts';
import { sloMath } from '../slo-events.ts';
import type { Row } from './graph.ts';

const hour = 60;

/** Part of the budget that is left, over whatever period the widget makes of it; nothing without events. */
const remaining = ({ id, title, target }: ServiceObjective) =>
  sloMath(id, hour, (good, bad) => `100 * (1 - (${bad} / (${good} + ${bad})) / ${errorBudget(target)})`, {
    label: `${title}, %`,
    suffix: `_${id.replaceAll('-', '_')}`,
  });

const budgetsOf = (windowDays: number, objectives: readonly ServiceObjective[]): IWidget =>
  new SingleValueWidget({
    title: `Budget left of ${windowDays} days`,
    metrics: objectives.map(remaining),
    setPeriodToTimeRange: true,
    start: `-P${windowDays}D`,
    width: 24,
    height: 4,
  });

/** One number for each objective, over its own window: under 0 the target is missed. */
export const budgetOverview = (objectives: readonly ServiceObjective[]): readonly Row[] =>
  [...Map.groupBy(objectives, ({ windowDays }) => windowDays)].map(([windowDays, sameWindow]) => [
    budgetsOf(windowDays, sameWindow),
  ]);
