import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { TokenIssuer } from '../identity/token-issuer.ts';
import { parseTokenRequest, TokenRequestError } from '../identity/token-request.ts';

const maxBodyBytes = 16 * 1024;

/** `POST /local/token`: issues an access token to every caller. */
export const createTokenEndpoint =
  ({ issue }: Pick<TokenIssuer, 'issue'>, customerTypes: readonly string[]): RequestHandler =>
  async ({ readBody }) => {
    const body = await readBody(maxBodyBytes);
    if (!body) return jsonResponse(413, { message: 'Request Entity Too Large' });
    try {
      return jsonResponse(200, await issue(parseTokenRequest(body.toString('utf8'), customerTypes)));
    } catch (error) {
      if (error instanceof TokenRequestError) return jsonResponse(400, { message: error.message });
      throw error;
    }
  };
