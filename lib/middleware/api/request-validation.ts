import type * as z from 'zod';
import type { Caller } from '../../contract/caller.ts';
import { invalidRequest } from '../../contract/errors/factories.ts';
import type { ApiGatewayEvent, ApiMiddleware } from './api-event.ts';
import type { RequestSchemas } from './api-request.ts';
import { clientIssues } from './client-issues.ts';
import { parseJsonBody } from './json-body.ts';

const maxIssues = 20;
const maxMessage = 200;

const validate = <S extends z.ZodType>(schema: S, value: unknown): z.output<S> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = clientIssues(result.error.issues, value).slice(0, maxIssues);
  throw invalidRequest(
    issues.map(({ path, message }) => ({
      path: path.slice(0, maxMessage),
      message: message.slice(0, maxMessage),
    })),
    issues.map(({ loggedPath }) => loggedPath),
  );
};

interface Body {
  /** `undefined` when it is absent. */
  readonly sent: unknown;
  readonly checked: unknown;
}

/** A schema that takes `undefined` lets the body be absent. */
const bodyOf = (schema: z.ZodType, event: ApiGatewayEvent): Body => {
  const absent = event.body ? undefined : schema.safeParse(undefined);
  if (absent?.success) return { sent: undefined, checked: absent.data };
  const sent = parseJsonBody(event);
  return { sent, checked: validate(schema, sent) };
};

/** Checks each part of the request against its schema, and leaves the values for the handler. */
export const requestValidation = (schemas: RequestSchemas): ApiMiddleware => ({
  before: ({ event, internal }) => {
    const body = schemas.body && bodyOf(schemas.body, event);
    internal.parts = {
      path: schemas.path ? validate(schemas.path, event.pathParameters ?? {}) : (event.pathParameters ?? {}),
      query: schemas.query && validate(schemas.query, event.queryStringParameters ?? {}),
      headers: schemas.headers && validate(schemas.headers, event.headers ?? {}),
      body: body && (schemas.complete?.(body.checked as never, internal.caller as Caller) ?? body.checked),
    };
    internal.sentBody = body?.sent;
  },
});
