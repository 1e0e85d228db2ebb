import { randomUUID } from 'node:crypto';
import { stripVTControlCharacters } from 'node:util';
import { type HttpResponse, jsonResponse } from '../http/http-response.ts';
import { type FunctionError, notCompiled } from '../lambda/function-error.ts';
import type { Invocation } from '../lambda/invocation.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { ProxyEvent } from './proxy-event.ts';
import { parseProxyResult } from './proxy-result.ts';

/** Facts about the invocation behind an answer, for the access log. */
export interface IntegrationFacts {
  /** Status that the function's code answered; absent when it gave no answer. */
  readonly functionStatus?: number;
  /** Status that Lambda answered the gateway; absent when it gave none in time. */
  readonly lambdaStatus?: number;
  /** Why there is no answer of the function. */
  readonly error?: string;
  /** The error that the function ended with. */
  readonly failure?: FunctionError;
  /** Id of the invocation in the log lines of the function. */
  readonly requestId: string;
  readonly latencyMs: number;
}

export interface IntegrationAnswer {
  readonly response: HttpResponse;
  readonly coldStart: boolean;
  readonly integration?: IntegrationFacts;
}

/** Has a function answer a request. */
export type Integration = (functionName: string, event: ProxyEvent) => Promise<IntegrationAnswer>;

type Answered = Omit<IntegrationFacts, 'latencyMs' | 'requestId'> & { readonly response: HttpResponse };

const internalError = () => jsonResponse(500, { message: 'Internal Server Error' });
const unavailable = () => jsonResponse(503, { message: 'Service Unavailable' });

const functionFailed = (text: string) =>
  `The Lambda function returned the following error: ${text}. Check your function code and try again.`;

const answerOf = ({ outcome }: Invocation): Answered => {
  switch (outcome.status) {
    case 'succeeded': {
      const response = parseProxyResult(outcome.payload);
      if (response) return { response, functionStatus: response.status, lambdaStatus: 200 };
      const error =
        'The response from the Lambda function does not match the format that API Gateway expects.';
      return { response: internalError(), lambdaStatus: 200, error };
    }
    case 'failed': {
      const { errorType, errorMessage } = outcome.error;
      const error = functionFailed(`${errorType}: ${errorMessage}`);
      const response =
        errorType === notCompiled
          ? jsonResponse(500, { message: stripVTControlCharacters(errorMessage) })
          : internalError();
      return { response, lambdaStatus: 200, error, failure: outcome.error };
    }
    case 'timed-out':
      return { response: internalError(), lambdaStatus: 200, error: functionFailed('Task timed out') };
    case 'throttled':
      return { response: unavailable(), lambdaStatus: 429, error: 'Rate Exceeded.' };
  }
};

/** @param timeoutMs how long a function may take, waiting for an environment included. */
export const createIntegration =
  (invoke: LambdaService['invoke'], timeoutMs: number): Integration =>
  async (functionName, event) => {
    const begun = performance.now();
    const { promise, resolve, reject } = Promise.withResolvers<Answered & { coldStart: boolean }>();
    const waiting = new AbortController();
    const timer = setTimeout(() => {
      const error = 'Integration timed out.';
      resolve({ response: unavailable(), coldStart: false, error });
      waiting.abort();
    }, timeoutMs);
    const requestId = randomUUID();
    const request = {
      event: JSON.stringify(event),
      traceId: event.headers['x-amzn-trace-id'] ?? '',
      requestId,
    };
    invoke(functionName, request, waiting.signal).then(
      (invocation) => resolve({ ...answerOf(invocation), coldStart: invocation.coldStart }),
      reject,
    );
    try {
      const { response, coldStart, ...facts } = await promise;
      return {
        response,
        coldStart,
        integration: { ...facts, requestId, latencyMs: performance.now() - begun },
      };
    } finally {
      clearTimeout(timer);
    }
  };
