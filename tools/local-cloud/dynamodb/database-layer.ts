import type { HttpResponse } from '../http/http-response.ts';

/** A request in DynamoDB's protocol. */
export interface DatabaseRequest {
  /** Such as `TransactWriteItems`; empty for other protocols. */
  readonly operation: string;
  /** The parsed body; `undefined` for one that is not JSON, which the database itself refuses. */
  readonly content: unknown;
}

/** Has a request answered behind a layer, with other content where that is given. */
export type Forward = (content?: unknown) => Promise<HttpResponse>;

/** A behaviour of DynamoDB in front of the database: answers by itself, or by what the database answers. */
export type DatabaseLayer = (request: DatabaseRequest, forward: Forward) => Promise<HttpResponse>;

/** Puts layers in front of a database, the outermost first. */
export const inFrontOf =
  (database: (request: DatabaseRequest) => Promise<HttpResponse>, layers: readonly DatabaseLayer[]) =>
  (request: DatabaseRequest): Promise<HttpResponse> => {
    const [layer, ...inner] = layers;
    if (layer === undefined) return database(request);
    return layer(request, (content = request.content) => inFrontOf(database, inner)({ ...request, content }));
  };
