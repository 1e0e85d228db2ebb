import { metricsNamespace, serviceName } from '../../../lib/contract/service.ts';
import { awsAccount } from '../../local-cloud/aws-account.ts';
import { orderServiceDeployment } from '../../local-cloud/order-service-deployment.ts';

/** Tables and configuration of the local run. */
export const deployment = orderServiceDeployment({ logLevel: 'INFO' });

/** An address without a server. */
export const nowhere = 'https://127.0.0.1:1';

/**
 * Environment of a measured process: the variables of Lambda and the configuration of the contestants. Inherits
 * nothing from the benchmark's own environment.
 */
export const functionEnvironment = (dynamodbEndpoint: string): Readonly<Record<string, string>> => ({
  AWS_REGION: awsAccount.region,
  AWS_ACCESS_KEY_ID: awsAccount.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: awsAccount.credentials.secretAccessKey,
  AWS_SESSION_TOKEN: awsAccount.credentials.sessionToken,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: 'create-order',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  _X_AMZN_TRACE_ID: 'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0',
  TZ: ':UTC',
  POWERTOOLS_SERVICE_NAME: serviceName,
  POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
  ...deployment.environment({
    dynamodb: dynamodbEndpoint,
    eventbridge: nowhere,
    s3: nowhere,
    paymentGateway: nowhere,
  }),
});
