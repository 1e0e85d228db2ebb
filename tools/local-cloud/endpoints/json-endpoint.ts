import type { RequestHandler } from '../http/exchange.ts';

/** Answers with a value, or what it resolves with, as JSON that is laid out for people. */
export const createJsonEndpoint =
  (value: () => unknown): RequestHandler =>
  async () => ({
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: `${JSON.stringify(await value(), null, 2)}\n`,
  });
