import { routes } from './routes.ts';

/**
 * One line of the API's access log. It holds the requests that never reach a function (no token, no
 * route, throttled) or get no answer from one, and says nothing of the caller: no address, no user agent, no header.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export const accessLogFields = {
  requestId: '$context.requestId',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLatencyMs: '$context.responseLatency',
  /** Status that the function's code answered. */
  functionStatus: '$context.integration.status',
  /** Status that Lambda answered the gateway, independent of the function's code. */
  lambdaStatus: '$context.integration.integrationStatus',
  integrationLatencyMs: '$context.integration.latency',
  integrationError: '$context.integration.error',
  authorizerError: '$context.authorizer.error',
  errorType: '$context.error.responseType',
} as const;

/** A variable that has no value in a line. */
export const noLoggedValue = '-';

/**
 * Selects the requests that failed without an answer of a function: it crashed, did not start, timed out or was
 * throttled, or the gateway itself failed. A function that answers has its status in the line, and no error beside it.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const unansweredFilter =
  `{ $.status = "5*" && ($.functionStatus = "${noLoggedValue}" || ` +
  `$.integrationError != "${noLoggedValue}") }`;

/**
 * Selects the answers that have to be judged against an objective: of the routes that have one, those of a function other
 * than 4xx, and every 5xx. The gateway's own answers to preflights are none.
 */
const judgedFilter =
  `{ $.routeKey = "* /api/v1/*" && ($.status = "5*" || ` +
  `($.functionStatus != "${noLoggedValue}" && $.status != "4*")) }`;

const readiness = routes['health-ready'];

/** Requests that CloudWatch counts from the access log, by the names of their metrics. */
export const countedRequests = {
  /** Beside the events of availability, they show whether the lines of the functions arrive. */
  order_service_gateway_judgeable_requests: judgedFilter,
  /** Without checks of readiness that found something unready: they are no requests of clients. */
  order_service_gateway_failed_requests:
    `{ $.status = "5*" && ($.routeKey != "${readiness.method} ${readiness.path}" || ` +
    `$.functionStatus = "${noLoggedValue}") }`,
  /** One metric of all functions of the API, where their errors and throttles would be two of each. */
  order_service_gateway_unanswered_requests: unansweredFilter,
  /** No valid token, or not the scope. */
  order_service_gateway_refused_requests: '{ $.status = "401" || $.status = "403" }',
  /** More requests than the throttle of a route or of the account lets through. */
  order_service_gateway_throttled_requests: `{ $.status = "429" && $.functionStatus = "${noLoggedValue}" }`,
} as const;

export type RequestMetric = keyof typeof countedRequests;

export const accessLogFormat = JSON.stringify(accessLogFields);
