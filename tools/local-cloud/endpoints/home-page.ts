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

The functions and their execution environments, and how to take a function's environments down at once:
  curl -s ${url}/local/functions
  curl -s -X POST ${url}/local/functions/relay-events/kill

What the event bus has accepted, of all orders or of one, and the queues behind it; what ended as a dead letter
can be put back, and what a stream or the log pipeline has given up is kept:
  curl -s '${url}/local/events?limit=20'
  curl -s '${url}/local/events?orderId=...'
  curl -s ${url}/local/queues
  curl -s -X POST ${url}/local/queues/order-summary/redrive
  curl -s ${url}/local/failures

What goes wrong between the functions, with a probability each (bus: throttle, partial, lostAnswer, lost,
duplicate, reorder, delay, and "refuse", a list of order ids; logs: duplicate, reorder, rebatch):
  curl -s ${url}/local/faults
  curl -s -X PUT ${url}/local/faults -d '{"seed":7,"bus":{"lost":0.1},"logs":{"duplicate":0.1}}'
  curl -s -X DELETE ${url}/local/faults

What runs by the clock, and when it last did; it can be run now; where the tables and the bus are:
  curl -s ${url}/local/schedules
  curl -s -X POST ${url}/local/schedules/sweep-events
  curl -s ${url}/local/resources

What the payment simulator charged and gave back, and how to take it down for a while
(modes: refuse, hang, error):
  curl -s ${url}/local/payments
  curl -s ${url}/local/payments/outage -d '{"seconds":20,"mode":"refuse"}'

The issuer of the tokens:
  curl -s ${url}/local/issuer/.well-known/openid-configuration
`;
