import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { TokenIssuer } from '../identity/token-issuer.ts';

const maxBodyBytes = 16 * 1024;

/** `POST /local/token`: an access token for anybody who asks. */
export const createTokenEndpoint =
  ({ issue }: Pick<TokenIssuer, 'issue'>): RequestHandler =>
  async ({ readBody }) => {
    const body = await readBody(maxBodyBytes);
    if (!body) return jsonResponse(413, { message: 'Request Entity Too Large' });
    // Brings zod along, which the start can do without.
    const { parseTokenRequest, TokenRequestError } = await import('../identity/token-request.ts');
    try {
      return jsonResponse(200, await issue(parseTokenRequest(body.toString('utf8'))));
    } catch (error) {
      if (error instanceof TokenRequestError) return jsonResponse(400, { message: error.message });
      throw error;
    }
  };
