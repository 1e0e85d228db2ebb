import type { Failure, FailureCode } from './order-service-error.ts';

/** An answer as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; undefined for a body that is not JSON. */
  readonly body: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value ? (value as Fields) : {});

/** Seconds of `Retry-After`, which is a number or, from proxies, a date. */
export const retryAfterOf = (headers: Headers, now: number): number | undefined => {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - now) / 1_000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
};

/** The scope that `WWW-Authenticate` asks for, without the prefix of the issuer. */
const missingScope = (headers: Headers): object | undefined => {
  const scope = /scope="[^" ]*?(\w+:\w+)[" ]/.exec(headers.get('www-authenticate') ?? '')?.[1];
  return scope === undefined ? undefined : { scope };
};

/** The code for an answer without one: of the service where API Gateway means the same. */
const codeOf = (status: number, scope: object | undefined): FailureCode => {
  if (status === 401) return 'AUT-001';
  return scope ? 'AUT-002' : `HTTP-${status}`;
};

/** The failure in an error answer: by the envelope of the service, or else by its status. */
export const failureOf = ({ status, headers, body }: RawAnswer, now: number): Failure => {
  const { error, message } = fieldsOf(body);
  const { code, message: text, details } = fieldsOf(error);
  const retryAfterSeconds = retryAfterOf(headers, now);
  const isOfService = typeof code === 'string';
  const scope = isOfService || status !== 403 ? undefined : missingScope(headers);
  return {
    code: isOfService ? (code as FailureCode) : codeOf(status, scope),
    message: String((isOfService ? text : message) ?? 'the answer has no message'),
    status,
    details: isOfService ? details : scope,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  };
};
