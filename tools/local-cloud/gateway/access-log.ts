import type { RequestHandler } from '../http/exchange.ts';
import { type ContextVariables, compileAccessLogFormat } from './access-log-format.ts';
import type { Gateway, GatewayAnswer } from './gateway.ts';
import { logTime } from './proxy-event.ts';

/** One request for the terminal. Shows the route's template: a raw path may hold anything. */
export const accessLine = (
  method: string,
  { response, route, coldStart, explanation }: Omit<GatewayAnswer, 'requestId'>,
  ms: number,
): string => {
  const what = route ? route.path : '(no route)';
  const cold = coldStart ? '  cold start' : '';
  const why = explanation === undefined ? '' : `  ${explanation}`;
  return `${response.status} ${method} ${what}  ${ms.toFixed(0)} ms${cold}${why}`;
};

export interface AccessLogOptions {
  readonly print: (text: string) => unknown;
  /** Called once the line of a request has been printed. */
  readonly afterPrint?: (answer: GatewayAnswer) => unknown;
  /** Format of the lines that are kept, with the variables of API Gateway; without it, none are. */
  readonly format?: string;
  /** Keeps a line, as JSON, in the access log. */
  readonly keep: (line: string) => unknown;
}

interface LoggedRequest extends GatewayAnswer {
  readonly receivedAt: Date;
  readonly latencyMs: number;
}

const variablesOf = ({
  requestId,
  route,
  response,
  integration,
  authorizerError,
  receivedAt,
  latencyMs,
}: LoggedRequest): ContextVariables => ({
  requestId,
  requestTime: logTime(receivedAt),
  requestTimeEpoch: receivedAt.getTime(),
  routeKey: route?.key,
  status: response.status,
  responseLatency: Math.round(latencyMs),
  responseLength: Buffer.byteLength(response.body),
  'integration.status': integration?.functionStatus,
  'integration.integrationStatus': integration?.lambdaStatus,
  'integration.latency': integration && Math.round(integration.latencyMs),
  'integration.error': integration?.error,
  'authorizer.error': authorizerError,
  'error.responseType': authorizerError && (response.status === 403 ? 'ACCESS_DENIED' : 'UNAUTHORIZED'),
});

/**
 * A gateway that prints a line about every request, keeps one in the access log about every request that has a route,
 * and one about every refusal that it can explain. API Gateway keeps none about a request that it cannot read.
 */
export const withAccessLog = (
  gateway: Gateway,
  { print, afterPrint, format, keep }: AccessLogOptions,
): RequestHandler => {
  const render = format === undefined ? undefined : compileAccessLogFormat(format);
  return async (exchange) => {
    const receivedAt = new Date();
    const start = performance.now();
    const answer = await gateway(exchange);
    const latencyMs = performance.now() - start;
    const { method = '' } = exchange.request;
    print(accessLine(method, answer, latencyMs));
    afterPrint?.(answer);
    const { response, route, explanation } = answer;
    if (render && route) keep(render(variablesOf({ ...answer, receivedAt, latencyMs })));
    if (explanation !== undefined) {
      const message = `request refused: ${explanation}`;
      keep(
        JSON.stringify({ level: 'WARN', message, status: response.status, method, endpoint: route?.path }),
      );
    }
    return answer.response;
  };
};
