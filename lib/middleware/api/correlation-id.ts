import { correlationIdPattern, headers } from '../../contract/headers.ts';
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

/** Gives every request an id that goes through its logs and events and back to the client. */
export const correlationId = ({ logger, generate }: CorrelationIdOptions): ApiMiddleware => {
  const echo = ({ response, internal }: Invocation) => {
    if (response) response.headers[headers.correlationId] = internal.correlationId ?? generate();
  };
  return {
    before: ({ event, internal }) => {
      internal.correlationId = incomingId(event) ?? generate();
      logger.bind({ correlationId: internal.correlationId });
    },
    after: echo,
    onError: echo,
  };
};
