import type { Context } from 'aws-lambda';

/** The context that Lambda hands to a handler. */
export const lambdaContext = (awsRequestId: string): Context => ({
  awsRequestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'create-order',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:create-order',
  memoryLimitInMB: '512',
  logGroupName: '/aws/lambda/create-order',
  logStreamName: '2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef',
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
});
