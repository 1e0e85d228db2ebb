import { SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { ServiceObjective } from '../slo-alarms.ts';
import { percentLeft } from '../slo-events.ts';
import type { Row } from './graph.ts';

/** One number for each objective, over its own window, which is the number of its alarm: at 0 the budget is used up. */
export const budgetOverview = (objectives: readonly ServiceObjective[]): Row => [
  new SingleValueWidget({
    title: 'Budget left',
    metrics: objectives.map(({ id, title, windowDays }) =>
      percentLeft(id, `${title}, % of ${windowDays} days`),
    ),
    // The newest number at any time range of the dashboard: there is one an hour.
    start: '-PT3H',
    width: 24,
    height: 4,
  }),
];
