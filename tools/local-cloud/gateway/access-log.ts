import type { RequestHandler } from '../http/exchange.ts';
import type { Gateway, GatewayAnswer } from './gateway.ts';

/** One request for the terminal. Shows the route's template: a raw path may hold anything. */
export const accessLine = (
  method: string,
  { response, route, coldStart, explanation }: GatewayAnswer,
  ms: number,
): string => {
  const what = route ? route.path : '(no route)';
  const cold = coldStart ? '  cold start' : '';
  const why = explanation === undefined ? '' : `  ${explanation}`;
  return `${response.status} ${method} ${what}  ${ms.toFixed(0)} ms${cold}${why}`;
};

export interface AccessLogOptions {
  readonly print: (text: string) => unknown;
  /** Keeps a line, as JSON, with the lines of the functions. */
  readonly keep: (line: string) => unknown;
}

/** A gateway that prints a line about every request, and keeps one about every refusal that it can explain. */
export const withAccessLog =
  (gateway: Gateway, { print, keep }: AccessLogOptions): RequestHandler =>
  async (exchange) => {
    const start = performance.now();
    const answer = await gateway(exchange);
    const { method = '' } = exchange.request;
    print(accessLine(method, answer, performance.now() - start));
    const { response, route, explanation } = answer;
    if (explanation !== undefined) {
      const message = `request refused: ${explanation}`;
      keep(
        JSON.stringify({ level: 'WARN', message, status: response.status, method, endpoint: route?.path }),
      );
    }
    return answer.response;
  };
