/** What `GET /` says. */
export const homePage = (url: string, routes: readonly { method: string; path: string }[]): string =>
  `Order Service, running locally.

The API:
${routes.map(({ method, path }) => `  ${method.padEnd(4)} ${path}`).join('\n')}

A token (scopes: orders:read orders:write orders:admin metrics:read):
  curl -s ${url}/local/token -d '{"sub":"alice","scope":"orders:read orders:write"}'

What the functions printed, newest 20 lines, or all of one request:
  curl -s '${url}/local/logs?limit=20'
  curl -s '${url}/local/logs?correlationId=...'

The functions and their execution environments:
  curl -s ${url}/local/functions

What the payment simulator charged and gave back, and how to take it down for a while
(modes: refuse, hang, error):
  curl -s ${url}/local/payments
  curl -s ${url}/local/payments/outage -d '{"seconds":20,"mode":"refuse"}'

The issuer of the tokens:
  curl -s ${url}/local/issuer/.well-known/openid-configuration
`;
