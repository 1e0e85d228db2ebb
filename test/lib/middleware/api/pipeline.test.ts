import { beforeEach, describe, expect, it } from 'vitest';
import * as errors from '../../../../lib/contract/errors/factories.ts';
import { routes } from '../../../../lib/contract/routes.ts';
import { createOrderSchema } from '../../../../lib/contract/schemas/order-schemas.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { type ApiResponse, ok } from '../../../../lib/platform/response.ts';
import { aLambdaContext } from '../../../builders/a-lambda-context.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import '../../../harness/problem.ts';
import { answer, type Outcome, outcomes, post } from '../../../harness/pipeline/pipeline-outcomes.ts';
import { createRecordedPipeline } from '../../../harness/pipeline/recorded-pipeline.ts';

const run = async ({ event, handle, context = {} }: Omit<Outcome, 'name' | 'status'>) => {
  // At the moment of the request: its latency is no matter of the machine.
  const pipeline = createRecordedPipeline(undefined, undefined, event?.requestContext?.timeEpoch);
  const handler = pipeline.idempotentHandler('create-order', { body: createOrderSchema }, ({ options }) =>
    handle(options.signal),
  );
  const response = await handler(event, aLambdaContext(context));
  return { ...pipeline, response };
};

const requestsOf = ({ metrics }: Awaited<ReturnType<typeof run>>) =>
  metrics.published
    .flatMap(({ samples }) => samples)
    .filter(({ name }) => name === 'order_service_requests_total');

describe.each(outcomes)('the pipeline, when it ends in $name', (outcome) => {
  const { status, code } = outcome;
  let result: Awaited<ReturnType<typeof run>>;
  beforeEach(async () => {
    result = await run(outcome);
  });

  it(`answers ${status} in the contract's form`, () => {
    if (code) expect(result.response).toBeProblem(status, code);
    else expect(result.response.statusCode).toBe(status);
  });

  it('echoes the correlation id', () => {
    expect(result.response.headers['X-Correlation-ID']).toBe('client-id-1');
  });

  it('answers nothing of the internal cause', () => {
    expect(JSON.stringify(result.response)).not.toMatch(/canary|pipeline\.test|at \w+ \(/);
  });

  it('gives one SLI sample, under the route template', () => {
    const { method, path } = routes['create-order'];
    const labels = { method, endpoint: path, status: status < 400 ? 'success' : 'error' };
    expect(requestsOf(result)).toEqual([{ name: 'order_service_requests_total', labels, value: 1 }]);
  });

  it('is judged once against each objective that it is an event of', () => {
    const events = result.metrics.published
      .flatMap(({ samples }) => samples)
      .filter(({ name }) => name === 'slo_events_total')
      .map(({ labels, value }) => [labels['slo'], labels['outcome'], value]);
    const good = [
      ['availability', 'good', 1],
      ['order-latency', 'good', 1],
    ];
    const mistake: typeof good = [];
    const expected = status < 400 ? good : mistake;
    expect(events).toEqual(status < 500 ? expected : [['availability', 'bad', 1]]);
  });

  it('publishes once, with one duration and at most one error code', () => {
    expect(result.metrics.published).toHaveLength(1);
    const [{ samples } = { samples: [] }] = result.metrics.published;
    expect(samples.filter(({ name }) => name.endsWith('_seconds'))).toHaveLength(1);
    const codes = samples.filter(({ name }) => name === 'order_service_errors_total');
    expect(codes.map(({ labels }) => labels['code'])).toEqual(code ? [code] : []);
  });

  it('logs the end of the request last, and leaves nothing bound', () => {
    const last = result.logger.lines.at(-1);
    expect(last).toMatchObject({
      code: logEvents.requestCompleted.code,
      fields: { status },
      bound: { correlationId: 'client-id-1' },
    });
    expect(
      result.logger.lines.filter(({ code: logged }) => logged === logEvents.requestCompleted.code),
    ).toHaveLength(1);
    expect(result.logger.bound()).toEqual({});
  });
});

describe('the pipeline', () => {
  it('counts every path under its template', async () => {
    const event = anApiEvent('get-order', { path: { orderId: 'canary' } });
    const { scopedHandler, metrics } = createRecordedPipeline();
    const handler = scopedHandler('get-order', {}, async ({ path: { orderId } }) => {
      throw errors.orderNotFound(orderId);
    });
    await handler(event, aLambdaContext());
    expect(JSON.stringify(metrics.published)).not.toContain('canary');
    expect(JSON.stringify(metrics.published)).toContain('/api/v1/orders/{orderId}');
  });

  it('answers in the envelope even an event that is none', async () => {
    const result = await run({ event: null as never, handle: answer });
    expect(result.response).toBeProblem(500, 'SYS-001');
    expect(requestsOf(result)).toHaveLength(1);
  });

  it('runs its middleware in one order when the request succeeds', async () => {
    const { journal } = await run({ event: post(), handle: answer });
    expect(journal).toEqual([
      'begin',
      'bind correlationId',
      'bind userId',
      'count order_service_requests_total',
      'observe order_service_request_duration_seconds',
      'count slo_events_total',
      'count slo_events_total',
      'take metrics',
      `end ${logEvents.requestCompleted.code}`,
    ]);
  });

  it('maps an error before it counts, publishes and logs the request', async () => {
    const { journal } = await run({ event: post({ rawBody: '{' }), handle: answer });
    expect(journal).toEqual([
      'begin',
      'bind correlationId',
      'bind userId',
      `log ${logEvents.requestRejected.code}`,
      'count order_service_errors_total',
      'count order_service_requests_total',
      'observe order_service_request_duration_seconds',
      'take metrics',
      `end ${logEvents.requestCompleted.code}`,
    ]);
  });

  it('authenticates the caller before it reads the body', async () => {
    const event = post({ claims: null, rawBody: '{' });
    expect((await run({ event, handle: answer })).response).toBeProblem(401, 'AUT-001');
  });

  it('aborts the signal of a handler whose deadline passes, and ignores its result', async () => {
    const late = Promise.withResolvers<ApiResponse>();
    let signal: AbortSignal | undefined;
    const result = await run({
      event: post(),
      handle: (given) => {
        signal = given;
        return late.promise;
      },
      context: { getRemainingTimeInMillis: () => 530 },
    });
    expect(signal?.aborted).toBe(true);
    const before = result.journal.length;
    late.reject(new Error('too late'));
    await expect(late.promise).rejects.toThrow('too late');
    expect(result.journal).toHaveLength(before);
  });

  it('does not abort the signal of a handler that answers in time', async () => {
    let signal: AbortSignal | undefined;
    await run({
      event: post(),
      handle: async (given) => {
        signal = given;
        return ok({});
      },
    });
    expect(signal?.aborted).toBe(false);
  });
});
