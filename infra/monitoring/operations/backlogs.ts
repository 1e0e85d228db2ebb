import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { backlogJobIds, backlogMinutes } from '../../../lib/contract/service.ts';
import type { AlarmDeclaration } from '../alarm-board.ts';
import { metricOf } from '../metric-of.ts';

/** Alarms on scheduled jobs that fall behind, or fail on the same item again and again. */
export const backlogAlarms = (): readonly AlarmDeclaration[] =>
  backlogJobIds.map((job) => {
    const periodMinutes = backlogMinutes[job];
    return {
      id: `job-backlog-${job}`,
      severity: 'ticket',
      meaning: `The scheduled job ${job} has work that has been due for more than ${2 * periodMinutes} minutes.`,
      runbook: 'functions.md#job-backlog',
      metric: metricOf(
        'order_service_job_oldest_due_seconds',
        { job },
        { statistic: 'Maximum', period: Duration.minutes(periodMinutes) },
      ),
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: 2 * periodMinutes * 60,
      breaching: 2,
      of: 2,
      // Without late work there is no data. A job that does not run at all is the subject of `function-errors`.
      missing: TreatMissingData.NOT_BREACHING,
    };
  });
