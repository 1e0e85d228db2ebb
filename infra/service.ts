import { type App, Tags } from 'aws-cdk-lib';
import { environmentVariables, serviceName } from '../lib/contract/service.ts';
import type { FunctionCode } from './constructs/function-code.ts';
import { keepWithinCloudWatchLimits } from './monitoring/limits/cloudwatch-limits.ts';
import { stackName } from './names.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EventsStack } from './stacks/events-stack.ts';
import { JobsStack } from './stacks/jobs-stack.ts';
import { MonitoringStack } from './stacks/monitoring-stack.ts';
import { type Stage, stageOf } from './stage.ts';
import { stageEnvironment } from './stages/stage-environment.ts';

/** The stacks of one deployment. */
export interface ServiceStacks {
  readonly data: DataStack;
  readonly events: EventsStack;
  readonly api: ApiStack;
  readonly jobs: JobsStack;
  /** Absent in a stage without monitoring. */
  readonly monitoring?: MonitoringStack;
}

/** Adds the service's stacks to `app`, by default for the stage that its context names. */
export const addService = (
  app: App,
  functionCode: FunctionCode,
  stage: Stage = stageOf(app),
): ServiceStacks => {
  const { account, region, alarms } = stage.settings;
  const env = { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
  const id = (name: string) => stackName(stage, name);
  const described = (description: string) => ({
    description,
    terminationProtection: stage.protected,
    env,
  });

  const data = new DataStack(app, id('data'), { ...described('Orders, events, catalogue, secrets'), stage });
  const { resources, eventBus, streamArns } = data;
  const environment = {
    ...data.functionEnvironment,
    ...stageEnvironment(stage.settings),
  };
  const deployment = { stage, functionCode, resources, environment };
  const events = new EventsStack(app, id('events'), {
    ...described('Rules, queues, consumers of events and logs'),
    deployment,
    eventBus,
    streamArns,
  });
  const api = new ApiStack(app, id('api'), { ...described('HTTP API for orders'), deployment });
  const jobs = new JobsStack(app, id('jobs'), {
    ...described('Scheduled jobs'),
    deployment: {
      ...deployment,
      resources: { ...resources, ...events.resources },
      environment: {
        ...environment,
        [environmentVariables.failureBucketName]: events.failures.bucketName,
      },
    },
  });
  // Functions can hand their logs to a consumer only once it is there.
  for (const stack of [api, jobs]) stack.addStackDependency(events);
  const monitored = {
    stage,
    apiId: api.apiId,
    tableNames: data.tableNames,
  };
  const monitoring =
    alarms.monitoring === 'full' &&
    new MonitoringStack(app, id('monitoring'), { ...described('Alarms, dashboards'), monitored });

  keepWithinCloudWatchLimits(app);
  Tags.of(app).add('service', serviceName);
  Tags.of(app).add('stage', stage.name);
  return { data, events, api, jobs, ...(monitoring && { monitoring }) };
};
