import { describe, expect, it } from 'vitest';
import { ok } from '../../../../lib/platform/response.ts';
import { aLambdaContext } from '../../../builders/a-lambda-context.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import { createRecordedPipeline } from '../../../harness/pipeline/recorded-pipeline.ts';

const received = async (facts: Parameters<typeof anApiEvent>[1]) => {
  const { rawHandler, metrics } = createRecordedPipeline();
  const handler = rawHandler('stripe-webhook', async ({ body, header, correlationId }) =>
    ok({ body: Buffer.from(body).toString('hex'), signature: header('Stripe-Signature'), correlationId }),
  );
  const event = anApiEvent('stripe-webhook', { claims: null, ...facts });
  return { answer: await handler(event, aLambdaContext()), metrics };
};

describe('createRawHandler', () => {
  const hex = Buffer.from('{ "ü": 1 }\n').toString('hex');

  it.each([
    ['text', { rawBody: '{ "ü": 1 }\n' }],
    ['Base64', { rawBody: Buffer.from('{ "ü": 1 }\n').toString('base64'), isBase64Encoded: true }],
  ])('passes the bytes that were sent, from %s', async (_, facts) => {
    const { answer } = await received({ ...facts, headers: { 'stripe-signature': 't=1' } });
    expect(JSON.parse(answer.body)).toEqual({ body: hex, signature: 't=1', correlationId: 'generated-id' });
  });

  it('passes no bytes when there is no body', async () => {
    const { answer } = await received({});
    expect(JSON.parse(answer.body)).toMatchObject({ body: '' });
  });

  it('counts the request as an event of no objective', async () => {
    const { metrics } = await received({});
    expect(metrics.published.flatMap(({ samples }) => samples).map(({ name }) => name)).toEqual([
      'order_service_requests_total',
      'order_service_request_duration_seconds',
    ]);
  });
});
