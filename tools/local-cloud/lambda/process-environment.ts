import { awsAccount } from '../aws-account.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { logGroupName } from './log-stream-name.ts';

/**
 * All of `process.env` in an execution environment: what Lambda sets and what the function is configured
 * with, nothing of the developer's own.
 * @param taskRoot the directory that holds the function's code.
 */
export const processEnvironment = (
  { name, memoryMb, accessKeyId, environment }: FunctionDefinition,
  logStream: string,
  taskRoot: string,
): Record<string, string> => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: awsAccount.credentials.secretAccessKey,
  AWS_SESSION_TOKEN: awsAccount.credentials.sessionToken,
  AWS_REGION: awsAccount.region,
  AWS_DEFAULT_REGION: awsAccount.region,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_FORMAT: 'JSON',
  AWS_LAMBDA_LOG_GROUP_NAME: logGroupName(name),
  AWS_LAMBDA_LOG_STREAM_NAME: logStream,
  LAMBDA_TASK_ROOT: taskRoot,
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  _HANDLER: 'index.handler',
  ...environment,
});
