import type { MiddlewareObj, Request } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import type { Caller } from '../../contract/caller.ts';
import type { ErrorCode } from '../../contract/errors/registry.ts';
import type { IdempotencyClaim } from '../../contract/idempotency.ts';
import type { ApiResponse } from '../../platform/response.ts';

/** The event that API Gateway sends: with a verified token on routes that have a scope. */
export type ApiGatewayEvent = APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer;

/** A Lambda function behind API Gateway. */
export type ApiHandler = (event: ApiGatewayEvent, context: Context) => Promise<ApiResponse>;

/** Values of a request that passed validation. */
export interface RequestParts {
  readonly path: unknown;
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
}

/** The state of one invocation that its middleware share. */
export type InvocationState = {
  correlationId?: string;
  /** The trace that the request belongs to, in the form of W3C. */
  traceparent?: string;
  /** Milliseconds since 1970. */
  startedAt?: number;
  caller?: Caller;
  parts?: RequestParts;
  /** The JSON value of the body before defaults were added; `undefined` when it is absent. */
  sentBody?: unknown;
  claim?: IdempotencyClaim;
  /** Time of the error in milliseconds since 1970, when it is part of a stored response. */
  errorAt?: number;
  /** The registry's code of the error that ended the request. */
  errorCode?: ErrorCode;
  recorded?: true;
};

/** Middy passes a handler the event and the context, so the state reaches the handler on the context. */
export type ApiContext = Context & { state?: InvocationState };

export type Invocation = Request<ApiGatewayEvent, ApiResponse, unknown, ApiContext, InvocationState>;

/** One concern of the pipeline. A `before` never returns a value; an `onError` assigns the response or the error. */
export type ApiMiddleware = MiddlewareObj<ApiGatewayEvent, ApiResponse, unknown, ApiContext, InvocationState>;
