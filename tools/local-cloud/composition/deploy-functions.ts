import { type Deployment, functionsOf } from '../deployment.ts';
import {
  createLambdaService,
  type LambdaService,
  type LambdaServiceOptions,
} from '../lambda/lambda-service.ts';
import type { LogStore } from '../logs/log-store.ts';
import type { CloudServices } from './cloud-services.ts';

/** Makes the functions of a deployment ready to be called. */
export const deployFunctions = (
  deployment: Deployment,
  { bundler, database, eventBus, payments }: CloudServices,
  logs: LogStore,
  { maxEnvironments, freezing }: Pick<LambdaServiceOptions, 'maxEnvironments' | 'freezing'>,
): LambdaService => {
  const variables = deployment.environment({
    dynamodb: database.endpoint,
    eventbridge: eventBus.url,
    paymentGateway: payments.url,
  });
  return createLambdaService({
    functions: Object.entries(functionsOf(deployment)).map(([name, { timeoutSeconds, memoryMb }]) => ({
      name,
      timeoutSeconds,
      memoryMb,
      environment: variables,
    })),
    code: bundler,
    runtimeUrl: bundler.runtimeUrl,
    logs,
    maxEnvironments,
    freezing,
  });
};
