import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { describe, expect, it } from 'vitest';
import { type ContextLogger, createContextLogger } from '../../../../lib/platform/logging/context-logger.ts';
import { logEvents } from '../../../../lib/platform/logging/log-events.ts';
import { sanitize } from '../../../../lib/platform/logging/log-sanitizer.ts';
import { aLambdaContext } from '../../../builders/a-lambda-context.ts';

const collect = () => {
  const lines: string[] = [];
  return { lines, write: (text: string) => lines.push(...text.trimEnd().split('\n')) };
};

const startLogger = (level: 'INFO' | 'WARN' | 'ERROR' = 'INFO') => {
  const stdout = collect();
  const stderr = collect();
  const logger = createContextLogger('order-service', level, { stdout, stderr });
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
    end: () => powertools.resetKeys(),
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
  logger.end();
  logger.begin(aLambdaContext({ awsRequestId: 'request-2', functionName: 'create-order' }));
  logger.info(logEvents.requestCompleted, { method: 'GET', status: 200 });
  logger.end();
};

const atNoTime = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/, '"timestamp":""'));
const withoutStacks = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/"stack":"(?:[^"\\]|\\.)*"/, '"stack":""'));

describe('createContextLogger', () => {
  it('prints the lines that Powertools prints', () => {
    const own = startLogger();
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
    logger.end();
    logger.bind({ userId: 'alice' });
    logger.begin(aLambdaContext({ awsRequestId: 'next' }));
    logger.info(logEvents.requestCompleted);
    expect(JSON.parse(out[0] ?? '')).not.toHaveProperty('userId');
  });

  it('prints no line below its level', () => {
    const { logger, out, errors } = startLogger('ERROR');
    scenario(logger);
    expect([out.length, errors.length]).toEqual([0, 1]);
  });
});
