import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { TokenIssuer } from '../identity/token-issuer.ts';

const maxBodyBytes = 16 * 1024;

/** The secret of every client of the local issuer. */
export const localClientSecret = 'local-client-secret';

const clientOf = (authorization = ''): string | undefined => {
  const [, encoded = ''] = /^Basic (.+)$/i.exec(authorization) ?? [];
  const [id = '', secret] = Buffer.from(encoded, 'base64')
    .toString('utf8')
    .split(':')
    .map(decodeURIComponent);
  return id !== '' && secret === localClientSecret ? id : undefined;
};

const refused = (status: number, error: string) => jsonResponse(status, { error });

/** `POST /local/issuer/token`: OAuth 2.0 for a client with credentials (RFC 6749, 4.4). Its tokens are about itself. */
export const createClientCredentialsEndpoint =
  ({ issue }: Pick<TokenIssuer, 'issue'>): RequestHandler =>
  async ({ request, readBody }) => {
    const body = await readBody(maxBodyBytes);
    if (!body) return jsonResponse(413, { message: 'Request Entity Too Large' });
    const form = new URLSearchParams(body.toString('utf8'));
    if (form.get('grant_type') !== 'client_credentials') return refused(400, 'unsupported_grant_type');
    const sub = clientOf(request.headers.authorization);
    if (sub === undefined) return refused(401, 'invalid_client');
    return jsonResponse(200, await issue({ sub, scope: form.get('scope') ?? '' }));
  };
