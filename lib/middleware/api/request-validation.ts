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

/** Checks each part of the request against its schema, and leaves the values for the handler. */
export const requestValidation = (schemas: RequestSchemas): ApiMiddleware => ({
  before: ({ event, internal }) => {
    internal.parts = {
      path: schemas.path ? validate(schemas.path, event.pathParameters ?? {}) : (event.pathParameters ?? {}),
      query: schemas.query && validate(schemas.query, event.queryStringParameters ?? {}),
      headers: schemas.headers && validate(schemas.headers, event.headers ?? {}),
      body: schemas.body && bodyOf(schemas.body, event),
    };
  },
});
