import { randomUUID } from 'node:crypto';
import { type JSONWebKeySet, type JWTPayload, SignJWT } from 'jose';
import type { TokenRules } from '../deployment.ts';
import { type SigningKey, signingAlgorithm } from './signing-key.ts';
import type { TokenRequest } from './token-request.ts';

export interface AccessToken {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  /** Seconds. */
  readonly expires_in: number;
}

/** The local OpenID provider. */
export interface TokenIssuer {
  readonly url: string;
  readonly audience: string;
  readonly jwks: JSONWebKeySet;
  readonly discoveryDocument: Readonly<Record<string, unknown>>;
  issue(request: TokenRequest): Promise<AccessToken>;
  /** Signs any claims with the issuer's key, also ones that no provider would issue. */
  sign(claims: JWTPayload): Promise<string>;
}

const lifetimeSeconds = 3_600;

/** The token endpoint of OAuth 2.0. */
export const tokenUrlOf = (baseUrl: string): string => `${baseUrl}/token`;

/** @param baseUrl where the issuer's endpoints are served. */
export const createTokenIssuer = (
  baseUrl: string,
  { audiences: [audience = ''], grant }: Pick<TokenRules, 'audiences' | 'grant'>,
  key: SigningKey,
  now: () => number,
): TokenIssuer => {
  const sign = (claims: JWTPayload) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: signingAlgorithm, kid: key.keyId, typ: 'JWT' })
      .sign(key.privateKey);
  return {
    url: baseUrl,
    audience,
    jwks: { keys: [key.publicJwk] },
    discoveryDocument: {
      issuer: baseUrl,
      jwks_uri: `${baseUrl}/.well-known/jwks.json`,
      token_endpoint: tokenUrlOf(baseUrl),
      grant_types_supported: ['client_credentials'],
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [signingAlgorithm],
    },
    sign,
    async issue({ sub, scope, customerType }) {
      const issuedAt = Math.floor(now() / 1000);
      const claims = {
        iss: baseUrl,
        sub,
        aud: audience,
        client_id: 'local',
        token_use: 'access',
        ...grant(scope, customerType),
        iat: issuedAt,
        exp: issuedAt + lifetimeSeconds,
        jti: randomUUID(),
      };
      return { access_token: await sign(claims), token_type: 'Bearer', expires_in: lifetimeSeconds };
    },
  };
};
