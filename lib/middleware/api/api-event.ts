import type { MiddlewareObj, Request } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import type { Caller } from '../../contract/caller.ts';
import type { ErrorCode } from '../../contract/errors/registry.ts';
import type { IdempotencyClaim } from '../../contract/idempotency.ts';
import type { ApiResponse } from '../../platform/response.ts';

/** What API Gateway sends: with a verified token on routes that have a scope. */
export type ApiGatewayEvent = APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer;

/** What the middleware of one invocation know of each other. */
export type InvocationState = {
  correlationId?: string;
  /** Milliseconds since 1970. */
  startedAt?: number;
  caller?: Caller;
  /** As they were sent; the event is replaced by the checked request. */
  headers?: Readonly<Record<string, string | undefined>>;
  claim?: IdempotencyClaim;
  /** When the error happened, if that is part of a stored answer. */
  errorAt?: number;
  sampled?: boolean;
  /** The error that the request ended in. */
  errorCode?: ErrorCode;
};

export type Invocation = Request<ApiGatewayEvent, ApiResponse, unknown, Context, InvocationState>;

/** One concern of the pipeline. A `before` never returns a value, an `onError` at most sets the response. */
export type ApiMiddleware = MiddlewareObj<ApiGatewayEvent, ApiResponse, unknown, Context, InvocationState>;
