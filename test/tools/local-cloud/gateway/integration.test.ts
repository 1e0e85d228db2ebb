import { describe, expect, it } from 'vitest';
import { createIntegration } from '../../../../tools/local-cloud/gateway/integration.ts';
import type { ProxyEvent } from '../../../../tools/local-cloud/gateway/proxy-event.ts';
import { notCompiled } from '../../../../tools/local-cloud/lambda/function-error.ts';
import type { InvocationOutcome } from '../../../../tools/local-cloud/lambda/invocation.ts';

const event = { headers: { 'x-amzn-trace-id': 'Root=1-a-b' } } as unknown as ProxyEvent;

const integrationOf = (outcome: InvocationOutcome) =>
  createIntegration(async () => ({ outcome, coldStart: true }), 1_000);

const internalServerError = { status: 500, body: '{"message":"Internal Server Error"}' };

describe('createIntegration', () => {
  it('answers with the result of the function', async () => {
    const integrate = integrationOf({ status: 'succeeded', payload: '{"statusCode":202}' });
    expect(await integrate('any', event)).toMatchObject({ response: { status: 202 }, coldStart: true });
  });

  it.each<[string, InvocationOutcome]>([
    ['fails', { status: 'failed', error: { errorType: 'E', errorMessage: 'm', stackTrace: [] } }],
    ['times out', { status: 'timed-out' }],
    ['returns a malformed response', { status: 'succeeded', payload: '{"statusCode":"x"}' }],
  ])('answers 500 when the function %s', async (_, outcome) => {
    expect((await integrationOf(outcome)('any', event)).response).toMatchObject(internalServerError);
  });

  it('answers with the errors of the compiler when the function has never compiled', async () => {
    const error = { errorType: notCompiled, errorMessage: 'a:\n\u001b[31m1:1\u001b[39m', stackTrace: [] };
    const { response } = await integrationOf({ status: 'failed', error })('any', event);
    expect(response).toMatchObject({ status: 500, body: '{"message":"a:\\n1:1"}' });
  });

  it('answers 503 and stops waiting when the function takes too long', async () => {
    const waiting = Promise.withResolvers<AbortSignal>();
    const integrate = createIntegration((_, __, signal) => {
      waiting.resolve(signal);
      return new Promise(() => {});
    }, 10);
    const { response } = await integrate('any', event);
    expect(response).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
    expect((await waiting.promise).aborted).toBe(true);
  });
});
