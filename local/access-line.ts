import type { GatewayAnswer } from './gateway/gateway.ts';

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
