import type * as z from 'zod';
import type { Caller } from '../../contract/caller.ts';
import type { IdempotencyClaim } from '../../contract/idempotency.ts';
import type { routeContracts } from '../../contract/route-contracts.ts';
import type { RouteId, routes } from '../../contract/routes.ts';
import type { CallOptions } from '../../platform/call-options.ts';

/** Schemas of the parts of a request; a part without one is not parsed. */
export interface RequestSchemas {
  readonly path?: z.ZodType<Readonly<Record<string, string>>>;
  readonly query?: z.ZodType;
  /** Names in lower case, as API Gateway sends them. */
  readonly headers?: z.ZodType;
  readonly body?: z.ZodType;
  /** Adds defaults that depend on the caller to the checked body. Only for routes that have a scope. */
  readonly complete?: (body: never, caller: Caller) => unknown;
}

type Contract<Id extends RouteId> = (typeof routeContracts)[Id]['request'];

/** The schemas by which the contract has a route checked; an id in a path that has no valid form is just not found. */
export type ContractSchemas<Id extends RouteId> = RequestSchemas &
  Pick<Contract<Id>, keyof Contract<Id> & ('query' | 'headers' | 'body')>;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

/** The body with its defaults: equal requests have equal bodies. */
type CompleteBody<S extends RequestSchemas> = S['complete'] extends (
  body: never,
  caller: Caller,
) => infer Complete
  ? Complete
  : Parsed<S['body']>;

type ParameterNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterNames<Rest>
  : never;

/** A request as a handler takes it: checked, with its caller on routes that have a scope. */
export interface ApiRequest<Id extends RouteId, S extends RequestSchemas> {
  readonly caller: (typeof routes)[Id]['scope'] extends null ? undefined : Caller;
  readonly correlationId: string;
  /** Of the client, if it sent a valid one. */
  readonly traceparent: string | undefined;
  readonly headers: Parsed<S['headers']>;
  /** On routes that execute a request once for its key. */
  readonly claim: (typeof routes)[Id] extends { readonly idempotent: true } ? IdempotencyClaim : undefined;
  readonly path: Readonly<Record<ParameterNames<(typeof routes)[Id]['path']>, string>>;
  readonly query: Parsed<S['query']>;
  readonly body: CompleteBody<S>;
  /** The time that the request has: the deadline comes shortly before the function times out. */
  readonly options: CallOptions;
}
