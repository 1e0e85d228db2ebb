import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Severity } from '../../lib/slo/burn-alerts.ts';
import { monitorName } from '../names.ts';

/** Shares of the budget in percent, and where each is announced. */
const notices = [
  { of: 'ACTUAL', percent: 80, severity: 'ticket' },
  { of: 'FORECASTED', percent: 100, severity: 'ticket' },
  { of: 'ACTUAL', percent: 100, severity: 'page' },
] as const satisfies readonly { of: string; percent: number; severity: Severity }[];

/**
 * Announces a bill that grows. The budget counts the whole account: a filter by tags would count nothing until an operator
 * activates the tags for the bill.
 * @param dollars limit of a month.
 */
export const addMonthlyBudget = (
  scope: Construct,
  stage: { readonly name: string },
  dollars: number,
  topics: Readonly<Record<Severity, Topic>>,
): CfnBudget => {
  const budget = new CfnBudget(scope, 'MonthlyBudget', {
    budget: {
      budgetName: monitorName(stage, 'monthly'),
      budgetType: 'COST',
      timeUnit: 'MONTHLY',
      budgetLimit: { amount: dollars, unit: 'USD' },
    },
    notificationsWithSubscribers: notices.map(({ of, percent, severity }) => ({
      notification: {
        notificationType: of,
        comparisonOperator: 'GREATER_THAN',
        threshold: percent,
        thresholdType: 'PERCENTAGE',
      },
      subscribers: [{ subscriptionType: 'SNS', address: topics[severity].topicArn }],
    })),
  });
  // AWS Budgets refuses a topic to which it may not send.
  for (const { node } of Object.values(topics)) budget.node.addDependency(node.findChild('Policy'));
  return budget;
};
