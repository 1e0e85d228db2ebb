import { randomUUID } from 'node:crypto';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { createCodeDeployDeployments } from '../adapters/codedeploy/codedeploy-deployments.ts';
import { createVersionInvoker } from '../adapters/lambda/version-invoker.ts';
import type { VersionUnderTest } from '../app/ports/deployments.ts';
import { rehearseVersion } from '../app/rehearse-version.ts';
import { type ServedRouteId, servedRoutes } from '../contract/default-route.ts';
import type { HookId } from '../contract/deployment-hooks.ts';
import { createHookPipeline, type HookHandler } from '../middleware/deployment/hook-pipeline.ts';
import { awsClientOptions } from '../platform/aws/client-options.ts';
import type { CallOptions } from '../platform/call-options.ts';
import { sleep, systemScheduler } from '../platform/resilience/scheduler.ts';
import { clock, environment, logger, pipeline, region, tokenSettings } from './platform.ts';

const hookId: HookId = 'rehearse-version';
const namePrefix = environment.functionName.replace(new RegExp(`${hookId}$`), '');

/** Addresses of the services; without one, AWS's own. */
export interface RehearsalEndpoints {
  readonly lambda?: string;
  readonly codeDeploy?: string;
}

/** A function may take half a minute, and no policy stands around these clients. */
const clientOptions = (endpoint: string | undefined) => {
  const options = awsClientOptions({ region, endpoint });
  return {
    ...options,
    maxAttempts: 3,
    requestHandler: { ...options.requestHandler, requestTimeout: 30_000, socketTimeout: 30_000 },
  };
};

const routeOf = ({ functionName }: VersionUnderTest): ServedRouteId => {
  const id = functionName.slice(namePrefix.length);
  if (!functionName.startsWith(namePrefix) || !Object.hasOwn(servedRoutes, id)) {
    throw new Error(`${functionName} is no function of the API`);
  }
  return id as ServedRouteId;
};

/** The hook that tries a version of an API function before it gets traffic. */
export const composeRehearsal = (endpoints: RehearsalEndpoints = {}): HookHandler => {
  const { customerId, sku } = environment.syntheticOrders;
  const rehearse = rehearseVersion({
    invoke: createVersionInvoker({
      client: new LambdaClient(clientOptions(endpoints.lambda)),
      namePrefix,
      customerId: customerId ?? 'deployment-rehearsal',
      tokenSettings,
      clock,
    }),
    // Without a synthetic customer, business metrics would count the order.
    sku: customerId === undefined ? undefined : sku,
    newKey: randomUUID,
    pause: ({ signal }: CallOptions) => sleep(systemScheduler, 2_000, signal),
  });
  return createHookPipeline({
    logger,
    withDeadline: pipeline.withDeadline,
    deployments: createCodeDeployDeployments(new CodeDeployClient(clientOptions(endpoints.codeDeploy))),
    examine: async (subject, options) => {
      // A rollback by CloudFormation is a deployment, too. It must succeed above all when nothing else does.
      if (subject.isReturn) return {};
      return { ...(await rehearse({ routeId: routeOf(subject), version: subject.version }, options)) };
    },
  });
};
