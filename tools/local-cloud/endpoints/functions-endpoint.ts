import type { RequestHandler } from '../http/exchange.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import { createJsonEndpoint } from './json-endpoint.ts';

/** `GET /local/functions`: every function and its execution environments. */
export const createFunctionsEndpoint = ({ snapshot }: Pick<LambdaService, 'snapshot'>): RequestHandler =>
  createJsonEndpoint(() => ({
    items: [...snapshot()].map(([name, { environments, ...counts }]) => ({ name, ...counts, environments })),
  }));
