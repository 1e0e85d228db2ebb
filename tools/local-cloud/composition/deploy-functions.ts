import { awsAccount } from '../aws-account.ts';
import { type Deployment, functionsOf, type ServiceEndpoints } from '../deployment.ts';
import { accessKeyOf, type IamMode } from '../iam/access-control.ts';
import {
  createLambdaService,
  type LambdaService,
  type LambdaServiceOptions,
} from '../lambda/lambda-service.ts';
import type { LogStore } from '../logs/log-store.ts';
import type { CloudServices } from './cloud-services.ts';

export interface FunctionOptions
  extends Pick<LambdaServiceOptions, 'maxEnvironments' | 'freezing' | 'strikes'> {
  readonly iam: IamMode;
  readonly api: NonNullable<ServiceEndpoints['api']>;
}

/** Makes the functions of a deployment ready to be called. */
export const deployFunctions = (
  deployment: Deployment,
  { bundler, database, eventBus, failureBucket, payments }: CloudServices,
  logs: LogStore,
  { iam, api, ...options }: FunctionOptions,
): LambdaService => {
  const variables = deployment.environment({
    dynamodb: database.endpoint,
    eventbridge: eventBus.url,
    s3: failureBucket.url,
    paymentGateway: payments.url,
    api,
  });
  return createLambdaService({
    functions: Object.entries(functionsOf(deployment)).map(([name, { timeoutSeconds, memoryMb }]) => ({
      name,
      timeoutSeconds,
      memoryMb,
      accessKeyId: iam === 'off' ? awsAccount.credentials.accessKeyId : accessKeyOf(name),
      environment: variables,
    })),
    code: bundler,
    runtimeUrl: bundler.runtimeUrl,
    logs,
    tracedHost: new URL(payments.url).host,
    ...options,
  });
};
