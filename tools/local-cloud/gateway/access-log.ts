import type { RequestHandler } from '../http/exchange.ts';
import type { Gateway, GatewayAnswer } from './gateway.ts';

/** One request for the terminal. Shows the route's template: a raw path may hold anything. */
export const accessLine = (
  method: string,
  { response, route, coldStart }: GatewayAnswer,
  ms: number,
): string => {
  const what = route ? route.path : '(no route)';
  const cold = coldStart ? '  cold start' : '';
  return `${response.status} ${method} ${what}  ${ms.toFixed(0)} ms${cold}`;
};

/** A gateway that prints a line about every request. */
export const withAccessLog =
  (gateway: Gateway, print: (text: string) => unknown): RequestHandler =>
  async (exchange) => {
    const start = performance.now();
    const answer = await gateway(exchange);
    print(accessLine(exchange.request.method ?? '', answer, performance.now() - start));
    return answer.response;
  };
