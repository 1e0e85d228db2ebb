import {
  type CryptoKey,
  compactVerify,
  createLocalJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
} from 'jose';
import { signingAlgorithm } from './signing-key.ts';
import { findClaimsProblem, renderClaims, scopesOf } from './token-claims.ts';

export type Authorization =
  | {
      readonly granted: true;
      readonly claims: Readonly<Record<string, string>>;
      /** All scopes of the token; null on a route that asks for none. */
      readonly scopes: readonly string[] | null;
    }
  | { readonly granted: false; readonly status: 401; readonly wwwAuthenticate: string }
  | {
      readonly granted: false;
      readonly status: 403;
      readonly wwwAuthenticate: string;
      /** Claims of the token, which is valid. */
      readonly claims: JWTPayload;
    };

/**
 * Decides on a request by its `Authorization` header.
 * @param routeScopes at least one of them must be in the token, if there are any.
 */
export type Authorize = (
  header: string | undefined,
  routeScopes: readonly string[],
) => Promise<Authorization>;

export interface JwtAuthorizerOptions {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly jwks: JSONWebKeySet;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A token that is refused; the message is the `error_description`. */
class InvalidToken extends Error {}

const unauthorized = (wwwAuthenticate: string): Authorization => ({
  granted: false,
  status: 401,
  wwwAuthenticate,
});

const describe = (failure: unknown): string => {
  if (failure instanceof InvalidToken) return failure.message;
  if (failure instanceof errors.JWKSNoMatchingKey) return 'the token is signed with an unknown key';
  if (failure instanceof errors.JOSEAlgNotAllowed)
    return 'the token is signed with an algorithm that is not allowed';
  if (failure instanceof errors.JWSSignatureVerificationFailed) return 'the signature is invalid';
  return 'the token is malformed';
};

const parsePayload = (payload: Uint8Array): JWTPayload => {
  const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
    throw new InvalidToken('the token is malformed');
  }
  return claims as JWTPayload;
};

/**
 * The checks of an HTTP API's JWT authorizer, in its order: signature by an RSA key that the `kid` names,
 * claims, scopes.
 */
export const createJwtAuthorizer = ({ issuer, audiences, jwks, now }: JwtAuthorizerOptions): Authorize => {
  const keySet = createLocalJWKSet(jwks);

  const verify = async (token: string): Promise<JWTPayload> => {
    if (token.split('.').length !== 3) throw new InvalidToken('token contains an invalid number of segments');
    const { payload } = await compactVerify(
      token,
      (header, input): Promise<CryptoKey> => {
        if (typeof header?.kid !== 'string') throw new InvalidToken('the token names no key');
        return keySet(header, input);
      },
      { algorithms: [signingAlgorithm] },
    );
    const claims = parsePayload(payload);
    const problem = findClaimsProblem(claims, { issuer, audiences, now: now() / 1000 });
    if (problem !== undefined) throw new InvalidToken(problem);
    return claims;
  };

  return async (header, routeScopes) => {
    // API Gateway takes the bare token as well.
    const token = header?.replace(/^bearer\s+/i, '').trim();
    if (!token) return unauthorized('Bearer');
    try {
      const claims = await verify(token);
      if (routeScopes.length === 0) return { granted: true, claims: renderClaims(claims), scopes: null };
      const scopes = scopesOf(claims);
      if (routeScopes.some((scope) => scopes.includes(scope))) {
        return { granted: true, claims: renderClaims(claims), scopes };
      }
      const wwwAuthenticate = `Bearer scope="${routeScopes.join(' ')}" error="insufficient_scope"`;
      return { granted: false, status: 403, wwwAuthenticate, claims };
    } catch (failure) {
      return unauthorized(`Bearer scope="" error="invalid_token" error_description="${describe(failure)}"`);
    }
  };
};
