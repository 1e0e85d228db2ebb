import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type FixtureLambda,
  resultOf,
  startFixtureLambda,
} from '../../../harness/local-cloud/fixture-lambda.ts';

describe('the runtime in an execution environment', () => {
  let fixture: FixtureLambda;
  beforeAll(async () => {
    fixture = await startFixtureLambda(['introspection', 'printer']);
  });
  afterAll(() => fixture.close());

  it('gives a handler its event and a context', async () => {
    const { event, context, remaining } = resultOf(await fixture.invoke('introspection', { a: 1 }));
    expect(event).toEqual({ a: 1 });
    expect(context).toEqual({
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      callbackWaitsForEmptyEventLoop: true,
      functionName: 'introspection',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:introspection',
      logGroupName: '/aws/lambda/introspection',
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
      memoryLimitInMB: '128',
    });
    expect(remaining).toBeGreaterThan(1_500);
    expect(remaining).toBeLessThanOrEqual(2_000);
  });

  it('has exactly the variables of Lambda and of the function in its environment', async () => {
    const { environment, context } = resultOf(await fixture.invoke('introspection'));
    expect(environment).toEqual({
      AWS_ACCESS_KEY_ID: 'key-of-introspection',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'local',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'introspection',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/introspection',
      AWS_LAMBDA_LOG_STREAM_NAME: context.logStreamName,
      LAMBDA_TASK_ROOT: expect.any(String),
      LANG: 'en_US.UTF-8',
      TZ: ':UTC',
      _HANDLER: 'index.handler',
      _X_AMZN_TRACE_ID: 'Root=1-a-b',
      COLOUR: 'green',
    });
  });

  it('has logged every line, in order, by the time an invocation ends', async () => {
    await fixture.invoke('printer', { lines: 200 });
    const messages = fixture.logItems('printer').map((item) => item['message']);
    expect(messages).toEqual([
      ...Array.from({ length: 200 }, (_, line) => `line ${line}`),
      'an error',
      'in pieces',
      'past the stream',
      'with a callback',
      'without an end',
    ]);
  });
});
