import { correlationIdPattern, headers, traceparentPattern } from '../../contract/headers.ts';
import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import type { ApiGatewayEvent, ApiMiddleware, Invocation } from './api-event.ts';
import { requestHeader } from './request-header.ts';

export interface CorrelationIdOptions {
  readonly logger: Pick<ContextLogger, 'bind'>;
  readonly generate: () => string;
}

/** The id that the client sent, if it is one to trust; a rejected one is not even logged. */
const incomingId = ({ headers: sent }: ApiGatewayEvent): string | undefined => {
  const value = requestHeader(sent, headers.correlationId);
  return value !== undefined && correlationIdPattern.test(value) ? value : undefined;
};

/** The trace that the request belongs to, and its id; a header that is not valid is not even logged. */
const incomingTrace = ({ headers: sent }: ApiGatewayEvent) => {
  const [traceparent, traceId] =
    traceparentPattern.exec(requestHeader(sent, headers.traceparent) ?? '') ?? [];
  return { traceparent, traceId };
};

/**
 * Gives every request an id that goes through its logs and events and back to the client. A request of a trace
 * without an id of its own has the id of the trace; log lines and events have both.
 */
export const correlationId = ({ logger, generate }: CorrelationIdOptions): ApiMiddleware => {
  const echo = ({ response, internal }: Invocation) => {
    if (response) response.headers[headers.correlationId] = internal.correlationId ?? generate();
  };
  return {
    before: ({ event, internal }) => {
      const { traceparent, traceId } = incomingTrace(event);
      if (traceparent !== undefined) internal.traceparent = traceparent;
      internal.correlationId = incomingId(event) ?? traceId ?? generate();
      logger.bind({ correlationId: internal.correlationId, ...(traceId !== undefined && { traceId }) });
    },
    after: echo,
    onError: echo,
  };
};
