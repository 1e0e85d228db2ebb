import { describe, expect, it } from 'vitest';
import { correlationId } from '../../../../lib/middleware/api/correlation-id.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import { anInvocation } from '../../../builders/an-invocation.ts';
import { createRecordingLogger } from '../../../doubles/recording-logger.ts';

const run = async (headers: Record<string, string>, hook: 'after' | 'onError' = 'after') => {
  const logger = createRecordingLogger();
  const middleware = correlationId({ logger, generate: () => 'generated-id' });
  const invocation = anInvocation(anApiEvent('health-live', { headers }));
  await middleware.before?.(invocation);
  invocation.response = { statusCode: 200, headers: {}, body: '' };
  await middleware[hook]?.(invocation);
  return {
    id: invocation.internal.correlationId,
    bound: logger.bound()['correlationId'],
    traceId: logger.bound()['traceId'],
    echoed: invocation.response.headers['X-Correlation-ID'],
  };
};

const everywhere = (id: string, traceId?: string) => ({ id, bound: id, traceId, echoed: id });

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;

describe('correlationId', () => {
  it.each(['x-correlation-id', 'X-Correlation-ID', 'X-CORRELATION-ID', 'x-CoRrElAtIoN-iD'])(
    'accepts, binds and echoes an id that the client sent as %s',
    async (name) => {
      expect(await run({ [name]: 'client-id-1' })).toEqual(everywhere('client-id-1'));
    },
  );

  it.each([8, 64])('takes an id of %i characters', async (length) => {
    const id = 'a'.repeat(length);
    expect(await run({ 'x-correlation-id': id })).toEqual(everywhere(id));
  });

  it.each([
    ['nothing', ''],
    ['7 characters', 'a'.repeat(7)],
    ['65 characters', 'a'.repeat(65)],
    ['10 kB', 'a'.repeat(10_240)],
    ['a header of its own', 'abcdefgh\r\nSet-Cookie: a=b'],
    ['a log line of its own', 'abcdefgh"}\n{"level":"ERROR"'],
    ['an ANSI sequence', '\u001b[31mabcdefgh'],
    ['two ids', 'abcdefgh,abcdefgi'],
    ['markup', '<script>alert(1)</script>'],
  ])('replaces %s by an id of its own', async (_, sent) => {
    expect(await run({ 'x-correlation-id': sent })).toEqual(everywhere('generated-id'));
  });

  it('takes the id of the trace when there is no such header, and binds it as that, too', async () => {
    expect(await run({ traceparent })).toEqual(everywhere(traceId, traceId));
  });

  it('keeps the id that the client sent beside the id of the trace', async () => {
    expect(await run({ traceparent, 'x-correlation-id': 'client-id-1' })).toEqual(
      everywhere('client-id-1', traceId),
    );
  });

  it.each([
    ['another version', `01-${traceId}-00f067aa0ba902b7-01`],
    ['the trace of zeros', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['the span of zeros', `00-${traceId}-${'0'.repeat(16)}-01`],
    ['capitals', traceparent.toUpperCase()],
    ['more after it', `${traceparent}-x`],
    ['a line of its own', `${traceparent}\n`],
  ])('takes no trace from a header with %s', async (_, sent) => {
    expect(await run({ traceparent: sent })).toEqual(everywhere('generated-id'));
  });

  it('draws an id when there is no such header', async () => {
    expect(await run({})).toEqual(everywhere('generated-id'));
  });

  it('echoes the id of a request that failed', async () => {
    expect(await run({ 'x-correlation-id': 'client-id-1' }, 'onError')).toEqual(everywhere('client-id-1'));
  });
});
