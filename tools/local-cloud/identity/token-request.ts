/** A request for an access token. */
export interface TokenRequest {
  readonly sub: string;
  /** Space-separated, as OAuth has it. */
  readonly scope: string;
  readonly customerType?: string;
}

/** A request for a token that cannot be met; the message says why. */
export class TokenRequestError extends Error {
  override readonly name = 'TokenRequestError';
}

const fields = ['sub', 'scope', 'customerType'];

/** Scope tokens of RFC 6749, separated by single spaces; none at all is allowed. */
const scopePattern = /^$|^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/;

const parseObject = (body: string): Record<string, unknown> => {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new TokenRequestError('the body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TokenRequestError('the body is not a JSON object');
  }
  return value as Record<string, unknown>;
};

/**
 * Parses the body of a request for a token.
 * @throws {TokenRequestError}
 */
export const parseTokenRequest = (body: string, customerTypes: readonly string[]): TokenRequest => {
  const { sub, scope, customerType, ...rest } = parseObject(body);
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw new TokenRequestError(
      `unknown field ${JSON.stringify(unknown)}; the fields are ${fields.join(', ')}`,
    );
  }
  if (typeof sub !== 'string' || sub === '') throw new TokenRequestError('sub must be a non-empty string');
  if (typeof scope !== 'string' || !scopePattern.test(scope)) {
    throw new TokenRequestError('scope must be a string of scopes separated by single spaces');
  }
  if (customerType === undefined) return { sub, scope };
  const known = customerTypes.find((type) => type === customerType);
  if (known === undefined)
    throw new TokenRequestError(`customerType must be one of ${customerTypes.join(', ')}`);
  return { sub, scope, customerType: known };
};
