import type { UnjudgedRouteId } from '../../contract/judge-request.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { ApiResponse } from '../../platform/response.ts';
import type { WithDeadline } from '../background.ts';
import type { ApiGatewayEvent, ApiHandler } from './api-event.ts';
import { createApiPipeline, type PipelineDependencies, type PublicRouteId } from './pipeline.ts';
import { requestHeader } from './request-header.ts';

/** A request whose sender signs the body: nothing of it is parsed. */
export interface RawRequest {
  /** The bytes that were sent; none when there is no body. */
  readonly body: Uint8Array;
  /** The value of a header, by its name in any case. */
  readonly header: (name: string) => string | undefined;
  readonly correlationId: string;
  readonly options: CallOptions;
}

/** API Gateway hands a body of a text type over as text, and every other one in Base64. */
const bytesOf = ({ body = '', isBase64Encoded }: ApiGatewayEvent): Uint8Array =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');

/** Makes handlers of routes that anyone may call and that check the sender themselves. */
export const createRawHandler =
  ({ withDeadline, ...dependencies }: PipelineDependencies & { readonly withDeadline: WithDeadline }) =>
  (
    routeId: PublicRouteId & UnjudgedRouteId,
    handle: (request: RawRequest) => Promise<ApiResponse>,
  ): ApiHandler =>
    createApiPipeline(dependencies)({
      routeId,
      judge: () => [],
      checks: [],
      handle: ({ correlationId = '' }, context, event) =>
        withDeadline(context.getRemainingTimeInMillis(), (options) =>
          handle({
            body: bytesOf(event),
            header: (name) => requestHeader(event.headers, name),
            correlationId,
            options,
          }),
        ),
    });
