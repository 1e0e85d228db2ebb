import type { RequestHandler } from '../http/exchange.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';

/** `GET /local/functions`: every function and its execution environments, laid out for people. */
export const createFunctionsEndpoint =
  ({ snapshot }: Pick<LambdaService, 'snapshot'>): RequestHandler =>
  async () => {
    const items = [...snapshot()].map(([name, { environments, ...counts }]) => ({
      name,
      ...counts,
      environments,
    }));
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: `${JSON.stringify({ items }, null, 2)}\n`,
    };
  };
