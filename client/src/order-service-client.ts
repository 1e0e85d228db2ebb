import type { Answer, AnyCallOptions } from './call.ts';
import { type OperationFacts, type Operations, operations } from './generated/operations.ts';
import { createSend } from './send.ts';
import { type ClientOptions, settingsOf } from './settings.ts';

type Page = Answer<number, { readonly items: readonly unknown[]; readonly nextCursor?: string }>;

/** The routes of the API as methods. */
export type OrderServiceClient = Operations;

/**
 * A client of the service. It needs nothing but `fetch`: it works in Node, browsers and workers.
 * Its methods repeat a request only where that is safe, and throw an `OrderServiceError` when the call failed.
 */
export const createOrderServiceClient = (options: ClientOptions): OrderServiceClient => {
  const send = createSend(settingsOf(options));

  const method = (facts: OperationFacts) => {
    const [, template, takes] = facts;
    const parameters = template.split('{').length - 1;
    return (...given: readonly unknown[]) => {
      const path = given.slice(0, parameters) as string[];
      const [content, callOptions] = takes === '' ? [undefined, given[parameters]] : given.slice(parameters);
      const sendWith = (query: unknown) =>
        send({ facts, path, content: query, options: (callOptions ?? {}) as AnyCallOptions });
      if (takes !== 'query') return sendWith(content);

      const first = sendWith(content) as Promise<Page>;
      return Object.assign(first, {
        async *[Symbol.asyncIterator]() {
          for (let page = await first; ; ) {
            yield* page.body.items;
            const { nextCursor } = page.body;
            if (nextCursor === undefined) return;
            page = (await sendWith({ ...(content as object), cursor: nextCursor })) as Page;
          }
        },
      });
    };
  };

  return Object.fromEntries(
    Object.entries(operations).map(([name, facts]) => [name, method(facts)]),
  ) as unknown as OrderServiceClient;
};

export type * from './call.ts';
export type * from './generated/events.ts';
export type * from './generated/schemas.ts';
// biome-ignore lint/performance/noBarrelFile: this file is the entry of the package.
export {
  type DetailsOf,
  type ErrorCode,
  type FailureCode,
  isFailure,
  OrderServiceError,
} from './order-service-error.ts';
export type { ClientOptions, TokenProvider, TokenRequest } from './settings.ts';
