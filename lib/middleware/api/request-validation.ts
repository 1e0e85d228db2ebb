import type * as z from 'zod';
import { invalidRequest } from '../../contract/errors/factories.ts';
import type { ApiGatewayEvent, ApiMiddleware } from './api-event.ts';
import type { RequestSchemas } from './api-request.ts';
import { parseJsonBody } from './json-body.ts';

const maxIssues = 20;
const maxMessage = 200;

const validate = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw invalidRequest(
    result.error.issues.slice(0, maxIssues).map(({ path, message }) => ({
      path: path.join('.').slice(0, maxMessage),
      message: message.slice(0, maxMessage),
    })),
  );
};

/** The checked body; a schema that takes `undefined` lets it be absent. */
const bodyOf = (schema: z.ZodType, event: ApiGatewayEvent): unknown => {
  const absent = event.body ? undefined : schema.safeParse(undefined);
  return absent?.success ? absent.data : validate(schema, parseJsonBody(event));
};

/** Replaces the event by the request that the handler takes, every part checked against its schema. */
export const requestValidation = (schemas: RequestSchemas): ApiMiddleware => ({
  before: (invocation) => {
    const { event, internal } = invocation;
    const request = {
      caller: internal.caller,
      correlationId: internal.correlationId,
      ...(schemas.headers && { headers: validate(schemas.headers, event.headers ?? {}) }),
      path: schemas.path ? validate(schemas.path, event.pathParameters ?? {}) : (event.pathParameters ?? {}),
      query: schemas.query && validate(schemas.query, event.queryStringParameters ?? {}),
      body: schemas.body && bodyOf(schemas.body, event),
    };
    internal.headers = event.headers;
    // Middy hands the handler whatever the event has become.
    invocation.event = request as never;
  },
});
