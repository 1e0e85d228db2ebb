import { type HttpResponse, jsonResponse } from '../http/http-response.ts';
import type { Invocation } from '../lambda/invocation.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { ProxyEvent } from './proxy-event.ts';
import { parseProxyResult } from './proxy-result.ts';

export interface IntegrationAnswer {
  readonly response: HttpResponse;
  readonly coldStart: boolean;
}

/** Has a function answer a request. */
export type Integration = (functionName: string, event: ProxyEvent) => Promise<IntegrationAnswer>;

const toResponse = ({ outcome }: Invocation): HttpResponse => {
  const response = outcome.status === 'succeeded' ? parseProxyResult(outcome.payload) : undefined;
  return response ?? jsonResponse(500, { message: 'Internal Server Error' });
};

/** @param timeoutMs how long a function may take, waiting for an environment included. */
export const createIntegration =
  (invoke: LambdaService['invoke'], timeoutMs: number): Integration =>
  async (functionName, event) => {
    const { promise, resolve, reject } = Promise.withResolvers<IntegrationAnswer>();
    const waiting = new AbortController();
    const timer = setTimeout(() => {
      resolve({ response: jsonResponse(503, { message: 'Service Unavailable' }), coldStart: false });
      waiting.abort();
    }, timeoutMs);
    const request = { event: JSON.stringify(event), traceId: event.headers['x-amzn-trace-id'] ?? '' };
    invoke(functionName, request, waiting.signal).then(
      (invocation) => resolve({ response: toResponse(invocation), coldStart: invocation.coldStart }),
      reject,
    );
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  };
