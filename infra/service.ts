import { type App, Tags } from 'aws-cdk-lib';
import { serviceName } from '../lib/contract/service.ts';
import type { FunctionCode } from './constructs/function-code.ts';
import { functionSettings } from './function-settings.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { JobsStack } from './stacks/jobs-stack.ts';
import { stageFor } from './stage.ts';

/** The stacks of one deployment. */
export interface ServiceStacks {
  readonly data: DataStack;
  readonly api: ApiStack;
  readonly jobs: JobsStack;
}

/** Adds the service's stacks to `app`, for the stage that its context names (`-c stage=…`, default `dev`). */
export const addService = (app: App, functionCode: FunctionCode): ServiceStacks => {
  const stage = stageFor(app.node.tryGetContext('stage') ?? 'dev');
  const id = (name: string) => `${serviceName}-${stage.name}-${name}`;
  const described = (description: string) => ({ description, terminationProtection: stage.protected });

  const data = new DataStack(app, id('data'), { ...described('Orders, events, catalogue, secrets'), stage });
  const { resources } = data;
  const environment = { ...data.functionEnvironment, ...functionSettings(app) };
  const deployment = { stage, functionCode, resources, environment };
  const api = new ApiStack(app, id('api'), { ...described('HTTP API for orders'), deployment });
  const jobs = new JobsStack(app, id('jobs'), { ...described('What runs by the clock'), deployment });

  Tags.of(app).add('service', serviceName);
  Tags.of(app).add('stage', stage.name);
  return { data, api, jobs };
};
