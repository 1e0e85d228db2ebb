import type { JWTPayload } from 'jose';

/** Why a token is refused, in the words of the authorizer's `error_description`. */
export type ClaimsProblem = string;

export interface ClaimsExpectation {
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** Seconds since 1970. */
  readonly now: number;
}

const audiencesOf = ({ aud, client_id }: JWTPayload): readonly unknown[] =>
  aud === undefined ? [client_id] : [aud].flat();

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/**
 * Checks what API Gateway checks in a token whose signature is good: `client_id` counts only where there is
 * no `aud`, and clocks get no leeway.
 */
export const findClaimsProblem = (
  claims: JWTPayload,
  { issuer, audiences, now }: ClaimsExpectation,
): ClaimsProblem | undefined => {
  const { iss, exp, nbf, iat } = claims;
  if (iss !== issuer) return 'the token does not have a valid issuer';
  if (!audiencesOf(claims).some((found) => audiences.some((audience) => audience === found)))
    return 'the token does not have a valid audience';
  if (!isTime(exp) || exp <= now) return 'the token has expired';
  if (nbf !== undefined && (!isTime(nbf) || nbf > now)) return 'the token is not valid yet';
  if (iat !== undefined && (!isTime(iat) || iat > now)) return 'the token was issued in the future';
  return undefined;
};

/** The scopes that a token grants: `scp` or `scope`, as a list or as one string. */
export const scopesOf = ({ scp, scope }: JWTPayload): readonly string[] => {
  const granted = scp ?? scope;
  if (Array.isArray(granted)) return granted.map(String);
  return typeof granted === 'string' ? granted.split(' ').filter((name) => name !== '') : [];
};

const renderClaim = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(renderClaim).join(' ')}]`;
  return JSON.stringify(value);
};

/** Claims as API Gateway hands them on: strings only, lists as `[a b]`, null claims left out. */
export const renderClaims = (claims: JWTPayload): Record<string, string> =>
  Object.fromEntries(
    Object.entries(claims).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [[name, renderClaim(value)]],
    ),
  );
