import type { Context } from 'aws-lambda';
import type { InvokeMessage, RuntimeSettings } from './messages.ts';

/** Fields that Lambda no longer has for Node 24, which knows no callbacks. */
type Removed = 'done' | 'fail' | 'succeed';

/** The second argument of a handler. */
export const invocationContext = (
  settings: RuntimeSettings,
  { requestId, deadline }: InvokeMessage,
  now: () => number,
): Omit<Context, Removed> => ({
  awsRequestId: requestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName: settings.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: settings.functionArn,
  logGroupName: settings.logGroupName,
  logStreamName: settings.logStreamName,
  memoryLimitInMB: String(settings.memoryMb),
  getRemainingTimeInMillis: () => Math.max(0, deadline - now()),
});
