import type { RequestHandler } from '../http/exchange.ts';

/** Answers with a value as JSON, laid out for people. */
export const createJsonEndpoint =
  (value: () => unknown): RequestHandler =>
  async () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: `${JSON.stringify(value(), null, 2)}\n`,
  });
