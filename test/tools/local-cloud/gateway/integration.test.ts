import { describe, expect, it } from 'vitest';
import { createIntegration } from '../../../../tools/local-cloud/gateway/integration.ts';
import type { ProxyEvent } from '../../../../tools/local-cloud/gateway/proxy-event.ts';
import type { InvocationOutcome } from '../../../../tools/local-cloud/lambda/invocation.ts';

const event = { headers: { 'x-amzn-trace-id': 'Root=1-a-b' } } as unknown as ProxyEvent;

const integrationOf = (outcome: InvocationOutcome) =>
  createIntegration(async () => ({ outcome, coldStart: true }), 1_000);

const internalServerError = { status: 500, body: '{"message":"Internal Server Error"}' };

describe('createIntegration', () => {
  it('answers with what the function returned', async () => {
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
