import type { Context } from 'aws-lambda';

/** The context that the runtime hands a function beside the event. */
export const aLambdaContext = (facts: Partial<Context> = {}): Context => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'a-function',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:a-function',
  memoryLimitInMB: '512',
  awsRequestId: 'f3a1c5de-0000-4000-8000-000000000000',
  logGroupName: '/aws/lambda/a-function',
  logStreamName: '2026/07/01/[$LATEST]0123456789abcdef',
  getRemainingTimeInMillis: () => 10_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
  ...facts,
});
