import { describe, expect, it } from 'vitest';
import * as errors from '../../../../lib/contract/errors/factories.ts';
import { errorMapper } from '../../../../lib/middleware/api/error-mapper.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import { anInvocation } from '../../../builders/an-invocation.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../../doubles/recording-metrics.ts';

const map = (thrown: unknown, correlationId?: string) => {
  const logger = createRecordingLogger();
  const metrics = createRecordingMetrics();
  const invocation = anInvocation(anApiEvent('get-order'), {
    error: thrown as Error,
    internal: correlationId === undefined ? {} : { correlationId },
  });
  errorMapper({ logger, metrics, now: () => 0, newCorrelationId: () => 'generated-id' }).onError?.(
    invocation,
  );
  const { statusCode, message, headers, expose } = invocation.error as never as {
    statusCode: number;
    message: string;
    headers: Record<string, string>;
    expose: boolean;
  };
  return {
    statusCode,
    body: JSON.parse(message),
    headers,
    expose,
    lines: logger.lines,
    samples: metrics.recorded(),
    errorCode: invocation.internal.errorCode,
  };
};

describe('errorMapper', () => {
  describe('when the error is in the registry', () => {
    const mapped = map(errors.insufficientInventory('TEA-001', 3, 2), 'correlation-1');

    it('answers its status and the envelope', () => {
      expect(mapped).toMatchObject({ statusCode: 409, expose: true, headers: {} });
      expect(mapped.body).toEqual({
        error: {
          code: 'ORD-004',
          message: 'Insufficient inventory',
          details: { sku: 'TEA-001', requested: 3, available: 2 },
          timestamp: '1970-01-01T00:00:00.000Z',
          correlationId: 'correlation-1',
        },
      });
    });

    it('logs a warning with code and details', () => {
      expect(mapped.lines).toMatchObject([
        {
          level: 'warn',
          code: logEvents.requestRejected.code,
          fields: { code: 'ORD-004', details: { sku: 'TEA-001', requested: 3, available: 2 } },
        },
      ]);
    });

    it('leaves the code for the judgement of the request', () => {
      expect(mapped.errorCode).toBe('ORD-004');
    });

    it('counts the code', () => {
      expect(mapped.samples).toEqual([
        { name: 'order_service_errors_total', labels: { code: 'ORD-004' }, value: 1 },
      ]);
    });
  });

  it('answers when to try again', () => {
    expect(map(errors.dependencyUnavailable('dynamodb', 3)).headers).toMatchObject({ 'Retry-After': '3' });
    expect(map(errors.idempotencyInProgress(1)).headers).toMatchObject({ 'Retry-After': '1' });
  });

  it('logs why a dependency is unavailable, and does not answer it', () => {
    const cause = new Error('connect ECONNREFUSED 10.0.0.1:443');
    const { body, lines } = map(errors.dependencyUnavailable('dynamodb', 1, cause));
    expect(JSON.stringify(body)).not.toMatch(/dynamodb|ECONNREFUSED/);
    expect(lines[0]?.fields['error']).toMatchObject({ message: 'dynamodb is unavailable', cause });
  });

  it('draws an id for a request that failed before it had one', () => {
    expect(map(errors.emptyOrder()).body.error.correlationId).toBe('generated-id');
  });

  it.each([
    ['an order id', errors.orderNotFound('Jane Canary, 4 Privet Drive'), 'orderId'],
    ['a SKU', errors.productNotFound('<canary>'), 'sku'],
  ])('answers the replacement of %s, and does not log it', (_, error, name) => {
    const { body, lines } = map(error);
    expect(body.error.details[name]).toMatch(/canary/i);
    expect(JSON.stringify(lines)).not.toMatch(/canary/i);
  });

  it('keeps an answer that is already set', () => {
    const logger = createRecordingLogger();
    const metrics = createRecordingMetrics();
    const error = errors.emptyOrder();
    const response = { statusCode: 201, headers: {}, body: '{}' };
    const invocation = anInvocation(anApiEvent('create-order'), { error, response });
    errorMapper({ logger, metrics, now: () => 0, newCorrelationId: () => 'generated-id' }).onError?.(
      invocation,
    );
    expect([invocation.error, logger.lines, metrics.recorded()]).toEqual([error, [], []]);
  });

  it('logs which fields were wrong, and no message that may quote them', () => {
    const { lines } = map(errors.invalidRequest([{ path: 'items.0', message: 'unknown key "canary"' }]));
    expect(lines[0]?.fields['details']).toEqual({ issues: ['items.0'] });
  });

  describe('when the error is not in the registry', () => {
    it.each([
      ['an error', new Error('canary')],
      [
        'an error that calls itself one of ours',
        Object.assign(new Error('canary'), { code: 'ORD-001', status: 404 }),
      ],
      [
        'an error with an HTTP status to expose',
        Object.assign(new Error('canary'), { statusCode: 418, expose: true }),
      ],
      ['a frozen error', Object.freeze(new Error('canary'))],
      ['a text', 'canary'],
      ['an object', { canary: 'canary' }],
      ['a frozen object', Object.freeze({ message: 'canary' })],
      ['a number', 7],
      ['a symbol', Symbol('canary')],
      ['a function', () => 'canary'],
      ['null', null],
      ['nothing', undefined],
    ])('answers SYS-001 and nothing of %s', (_, thrown) => {
      const { statusCode, body, lines } = map(thrown);
      expect(statusCode).toBe(500);
      expect(body.error).toEqual({
        code: 'SYS-001',
        message: 'Internal server error',
        timestamp: expect.any(String),
        correlationId: 'generated-id',
      });
      expect(lines).toMatchObject([
        { level: 'error', code: logEvents.requestFailed.code, fields: { code: 'SYS-001' } },
      ]);
    });

    it('logs the error itself, stack and all', () => {
      const thrown = new Error('disk full');
      expect(map(thrown).lines[0]?.fields['error']).toBe(thrown);
    });
  });
});
