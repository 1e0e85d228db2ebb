import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { aLambdaContext } from '../../../builders/a-lambda-context.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import '../../../harness/problem.ts';
import { createRecordedPipeline } from '../../../harness/pipeline/recorded-pipeline.ts';

/** A request as the default route gets it. */
const aRequest = (method: string, rawPath: string): APIGatewayProxyEventV2 => {
  const event = anApiEvent('get-order', { claims: null, headers: { 'x-correlation-id': 'client-id-1' } });
  const http = { ...event.requestContext.http, method, path: rawPath };
  return {
    ...event,
    rawPath,
    routeKey: '$default',
    requestContext: { ...event.requestContext, http, routeKey: '$default' },
  };
};

const answerTo = async (method: string, path: string) => {
  const { defaultHandler, logger, metrics } = createRecordedPipeline();
  const response = await defaultHandler(aRequest(method, path), aLambdaContext());
  return { response, logger, samples: metrics.published.flatMap(({ samples }) => samples) };
};

describe('the default handler', () => {
  it('answers 404 to an unknown path', async () => {
    const { response } = await answerTo('GET', '/api/v1/invoices');
    expect(response).toBeProblem(404, 'API-001');
    expect(response.headers).not.toHaveProperty('Allow');
  });

  it.each([
    ['DELETE', '/api/v1/orders', 'GET, POST'],
    ['PATCH', '/api/v1/products/TEA-001', 'GET, PUT'],
    ['HEAD', '/health/live', 'GET'],
    ['OPTIONS', '/api/v1/orders/ord_1/payment', 'POST'],
  ])('answers 405 to %s %s and names the methods that it has', async (method, path, allow) => {
    const { response } = await answerTo(method, path);
    expect(response).toBeProblem(405, 'API-001');
    expect(response.headers['Allow']).toBe(allow);
  });

  it('echoes the correlation id', async () => {
    const { response } = await answerTo('GET', '/nothing');
    expect(response.headers['X-Correlation-ID']).toBe('client-id-1');
  });

  it('counts the request under fixed labels, as an event of no objective', async () => {
    const { samples } = await answerTo('GET', '/api/v1/secret-of-alice');
    expect(samples.map(({ name, labels }) => [name, labels])).toEqual([
      ['order_service_errors_total', { code: 'API-001' }],
      ['order_service_requests_total', { method: 'ANY', endpoint: '$default', status: 'error' }],
      ['order_service_request_duration_seconds', { method: 'ANY', endpoint: '$default' }],
    ]);
  });

  it('logs how it was answered, and nothing of the path', async () => {
    const { logger } = await answerTo('GET', '/api/v1/secret-of-alice');
    expect(logger.lines.map(({ code }) => code)).toEqual([
      logEvents.requestRejected.code,
      logEvents.requestCompleted.code,
    ]);
    expect(JSON.stringify(logger.lines)).not.toContain('secret-of-alice');
  });
});
