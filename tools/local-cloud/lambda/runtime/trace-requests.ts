import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

/**
 * Puts the trace header of the invocation on HTTP requests to a host, as AWS clients do by themselves and as
 * X-Ray's instrumentation does for others.
 * @param host name and port.
 */
export const traceRequestsTo = (host: string): void => {
  subscribe('http.client.request.created', (message) => {
    const { request } = message as { readonly request: ClientRequest };
    const traceId = process.env['_X_AMZN_TRACE_ID'];
    if (traceId !== undefined && request.getHeader('host') === host) {
      request.setHeader('x-amzn-trace-id', traceId);
    }
  });
};
