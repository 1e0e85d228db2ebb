import type { ApiGatewayEvent } from './api-event.ts';

/** The value of a request header, by its name in any case. */
export const requestHeader = (
  sent: ApiGatewayEvent['headers'] | undefined,
  name: string,
): string | undefined => {
  const wanted = name.toLowerCase();
  return Object.entries(sent ?? {}).find(([header]) => header.toLowerCase() === wanted)?.[1];
};
