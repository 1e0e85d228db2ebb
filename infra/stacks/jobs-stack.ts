import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Construct } from 'constructs';
import { scheduleEntries } from '../../lib/contract/schedules.ts';
import { declaredFunction, type FunctionDeployment } from '../constructs/declared-function.ts';
import { isScheduled } from '../stage.ts';

interface JobsStackProps extends StackProps {
  readonly deployment: FunctionDeployment;
}

/** The functions of the scheduled jobs, one for each entry of the contract. */
export class JobsStack extends Stack {
  constructor(scope: Construct, id: string, { deployment, ...props }: JobsStackProps) {
    super(scope, id, props);
    for (const [name, schedule] of scheduleEntries) {
      const every = Duration.minutes(schedule.everyMinutes);
      const job = declaredFunction(this, name, schedule, deployment, {
        description: `every ${schedule.everyMinutes} min`,
      });
      // The next run does the work of a failed one; a retry would only overlap it.
      job.live.configureAsyncInvoke({ retryAttempts: 0 });
      new Rule(this, `${name}-schedule`, {
        schedule: Schedule.rate(every),
        enabled: isScheduled(name, deployment.stage),
        targets: [new LambdaFunction(job.live, { maxEventAge: every, retryAttempts: 0 })],
      });
    }
  }
}
