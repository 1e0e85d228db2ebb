import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { describe, expect, it, vi } from 'vitest';
import type { LogLevel } from '../../../../lib/contract/service.ts';
import {
  type ContextLogger,
  createContextLogger,
  type LogFields,
} from '../../../../lib/platform/logging/context-logger.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { sanitize } from '../../../../lib/platform/logging/log-sanitizer.ts';
import { aLambdaContext } from '../../../builders/a-lambda-context.ts';

const collect = () => {
  const lines: string[] = [];
  return { lines, write: (text: string) => lines.push(...text.trimEnd().split('\n')) };
};

const startLogger = (level: LogLevel = 'INFO', isTraced = false) => {
  const stdout = collect();
  const stderr = collect();
  const logger = createContextLogger('order-service', level, { stdout, stderr }, { isTraced });
  return { logger, out: stdout.lines, errors: stderr.lines };
};

/** Lines as Powertools formats and prints each of them. */
class WholeLines extends LogFormatter {
  override formatAttributes(attributes: UnformattedAttributes, additional: LogAttributes): LogItem {
    const { lambdaContext } = attributes;
    return new LogItem({
      attributes: {
        level: attributes.logLevel,
        message: attributes.message,
        timestamp: attributes.timestamp.toISOString(),
        service: attributes.serviceName,
        function_name: lambdaContext?.functionName,
        function_request_id: lambdaContext?.awsRequestId,
        cold_start: lambdaContext?.coldStart,
        xray_trace_id: attributes.xRayTraceId,
        ...(sanitize(additional) as LogAttributes),
      },
    });
  }
}

const startReference = () => {
  const { lines, write } = collect();
  const stream = new Writable({
    write(chunk, _, done) {
      write(String(chunk));
      done();
    },
  });
  const powertools = new Logger({ serviceName: 'order-service', logFormatter: new WholeLines() });
  Object.assign(powertools, { console: new Console({ stdout: stream, stderr: stream }) });
  const line = (event: { code: string; message: string }, fields?: object) => ({
    message: event.message,
    logCode: event.code,
    ...fields,
  });
  const logger: ContextLogger = {
    begin: (context) => {
      powertools.resetKeys();
      powertools.addContext(context);
    },
    bind: (keys) => powertools.appendKeys({ ...keys }),
    end: (_, event, fields) => {
      if (event) powertools.info(line(event, fields));
      powertools.resetKeys();
    },
    debug: (event, fields) => powertools.debug(line(event, fields)),
    info: (event, fields) => powertools.info(line(event, fields)),
    warn: (event, fields) => powertools.warn(line(event, fields)),
    error: (event, fields) => powertools.error(line(event, fields)),
  };
  return { logger, lines };
};

/** Two requests with everything that a line can carry. */
const scenario = (logger: ContextLogger): void => {
  logger.warn(logEvents.catalogueCacheFailed, { error: new RangeError('before the first request') });
  logger.begin(aLambdaContext({ awsRequestId: 'request-1', functionName: 'create-order' }));
  logger.bind({ correlationId: 'correlation "1"', userId: 'alice@example.com' });
  logger.info(logEvents.orderPlaced, { orderId: 'ord_1', empty: '', none: null, absent: undefined, zero: 0 });
  logger.bind({ orderId: 'ord_2' });
  logger.error(logEvents.requestFailed, { nested: { token: 'x', list: [1n, 'é', new Date(0)] }, userId: '' });
  logger.end([]);
  logger.begin(aLambdaContext({ awsRequestId: 'request-2', functionName: 'create-order' }));
  logger.debug(logEvents.eventSummarized, { type: 'order.created' });
  logger.end([], logEvents.requestCompleted, { method: 'GET', status: 200 });
};

const atNoTime = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/, '"timestamp":""'));
const withoutStacks = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/"stack":"(?:[^"\\]|\\.)*"/, '"stack":""'));

describe('createContextLogger', () => {
  it('prints the lines that Powertools prints', () => {
    const own = startLogger('INFO', true);
    const reference = startReference();
    scenario(own.logger);
    scenario(reference.logger);
    const inOrder = [own.errors[0], own.out[0], own.errors[1], own.out[1]] as string[];
    expect(withoutStacks(atNoTime(inOrder))).toEqual(withoutStacks(atNoTime(reference.lines)));
    expect(own.out.length + own.errors.length).toBe(4);
  });

  it('drops fields that an invocation binds after its end', () => {
    const { logger, out } = startLogger();
    logger.begin(aLambdaContext({ awsRequestId: 'late' }));
    logger.end([]);
    logger.bind({ userId: 'alice' });
    logger.begin(aLambdaContext({ awsRequestId: 'next' }));
    logger.info(logEvents.requestCompleted);
    expect(JSON.parse(out[0] ?? '')).not.toHaveProperty('userId');
  });

  it.each([
    [true, '1-a-b'],
    [false, undefined],
  ])('names the trace of X-Ray only where functions are traced (%s)', (isTraced, traceId) => {
    vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-a-b;Sampled=1');
    const { logger, out } = startLogger('INFO', isTraced);
    logger.info(logEvents.orderPlaced);
    vi.unstubAllEnvs();
    expect(JSON.parse(out[0] ?? '').xray_trace_id).toBe(traceId);
  });

  it('prints no line below its level', () => {
    const { logger, out, errors } = startLogger('ERROR');
    scenario(logger);
    expect([out.length, errors.length]).toEqual([0, 1]);
  });

  it('prints lines of the level DEBUG at that level', () => {
    const { logger, out } = startLogger('DEBUG');
    scenario(logger);
    expect(out.map((line) => JSON.parse(line).level)).toEqual(['INFO', 'DEBUG', 'INFO']);
  });

  describe('at the end of an invocation', () => {
    const metrics = [
      { dimensions: { service: 'order-service', endpoint: '/orders' }, text: ',"_aws":{},"n":1,"exact":{}' },
      { dimensions: { service: 'order-service', code: 'SYS-001' }, text: ',"_aws":{},"e":1' },
    ];
    const endAt = (level: LogLevel, fields: LogFields = {}) => {
      const { logger, out, errors } = startLogger(level);
      logger.begin(aLambdaContext({ awsRequestId: 'request-1' }));
      logger.bind({ correlationId: 'correlation-1', userId: 'alice' });
      logger.end(metrics, logEvents.requestCompleted, fields);
      expect(errors).toEqual([]);
      return out;
    };
    const other =
      '{"correlationId":"correlation-1","service":"order-service","code":"SYS-001","_aws":{},"e":1}';

    it('prints the metrics in its last line, after the members of every line, each member once', () => {
      const [line = '', ...others] = endAt('INFO', { endpoint: '/orders', status: 200, token: 'secret' });
      expect(line).toMatch(/^\{"level":"INFO","message":"request completed","timestamp":"[^"]+","service":/);
      expect(line).toMatch(
        /"userId":"alice","logCode":"LOG-REQ-001","endpoint":"\/orders","status":200,"token":"\[redacted\]","_aws":\{\},"n":1,"exact":\{\}\}$/,
      );
      expect(JSON.stringify(JSON.parse(line))).toBe(line);
      expect(others).toEqual([other]);
    });

    it('leaves a dimension as the metrics have it', () => {
      const [line = ''] = endAt('INFO', { endpoint: '/another' });
      expect(JSON.parse(line)).toMatchObject({ endpoint: '/orders' });
    });

    it.each(['WARN', 'SILENT'] as const)(
      'prints the metrics at the level %s, with the correlation id',
      (level) => {
        const first =
          '{"correlationId":"correlation-1","service":"order-service","endpoint":"/orders","_aws":{},"n":1,"exact":{}}';
        expect(endAt(level)).toEqual([first, other]);
      },
    );

    it('prints the metrics of an invocation without an event, and nothing without both', () => {
      const { logger, out } = startLogger();
      logger.end(metrics.slice(1));
      logger.end([]);
      expect(out).toEqual(['{"service":"order-service","code":"SYS-001","_aws":{},"e":1}']);
    });
  });
});
