/** An answer of API Gateway itself: no function runs, and the body is `{"message": …}`. */
export interface GatewayAnswer {
  readonly status: number;
  readonly message: string;
  /** The situation in which a client receives it, for docs/errors.md. */
  readonly when: string;
  /** Whether the same request can succeed after a pause. With an `Idempotency-Key`, it has its effect once. */
  readonly retry?: true;
}

/**
 * Every answer that an HTTP API gives a client of the service by itself; no option changes its body.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting.html
 */
export const gatewayAnswers = {
  malformed: {
    status: 400,
    message: 'Bad Request',
    when: 'The percent-encoding of the path is invalid.',
  },
  unauthorized: {
    status: 401,
    message: 'Unauthorized',
    when: 'The access token is missing, invalid or expired; `WWW-Authenticate` states the reason.',
  },
  forbidden: {
    status: 403,
    message: 'Forbidden',
    when: 'The access token is valid but lacks the scope that `WWW-Authenticate` names.',
  },
  bodyTooLarge: {
    status: 413,
    message: 'Request Entity Too Large',
    when: 'The body is larger than 10 MB. Functions refuse bodies over 100 KiB with VAL-001.',
  },
  throttled: {
    status: 429,
    message: 'Too Many Requests',
    when: 'A route gets more requests than its throttle allows. Repeat the request after a pause.',
    retry: true,
  },
  headTooLarge: {
    status: 431,
    message: 'Request Header Fields Too Large',
    when: 'Request line and headers have more than 10,240 bytes.',
  },
  crashed: {
    status: 500,
    message: 'Internal Server Error',
    when: 'A function crashed, timed out or returned no valid response.',
    retry: true,
  },
  unavailable: {
    status: 503,
    message: 'Service Unavailable',
    when: 'Lambda has no capacity for the function, or the response took more than 30 s.',
    retry: true,
  },
} as const satisfies Readonly<Record<string, GatewayAnswer>>;
