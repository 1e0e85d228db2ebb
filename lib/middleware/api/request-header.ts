import type { ApiGatewayEvent } from './api-event.ts';

/** The value of a request header, by its name in any case. */
export const requestHeader = (
  sent: ApiGatewayEvent['headers'] | undefined,
  name: string,
): string | undefined => {
  if (!sent) return undefined;
  const wanted = name.toLowerCase();
  // API Gateway sends names in lower case.
  if (sent[wanted] !== undefined) return sent[wanted];
  for (const header in sent) if (header.toLowerCase() === wanted) return sent[header];
  return undefined;
};
