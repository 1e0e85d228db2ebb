import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';

/** `POST /local/functions/<name>/kill`: ends the function's execution environments at once. */
export const createKillEndpoint =
  (name: string, { kill }: Pick<LambdaService, 'kill'>): RequestHandler =>
  async () =>
    jsonResponse(200, { name, killed: await kill(name) });
