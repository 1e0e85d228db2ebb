import type { Deployment } from '../deployment.ts';

const firstOf = (named: Readonly<Record<string, unknown>>, otherwise: string): string =>
  Object.keys(named)[0] ?? otherwise;

/** The text of `GET /`. */
export const homePage = (
  url: string,
  { title, routes, consumers, queues, schedules, tokens }: Deployment,
): string =>
  `${title}, running locally.

API:
${Object.values(routes)
  .map(({ method, path }) => `  ${method.padEnd(4)} ${path}`)
  .join('\n')}

Access token (scopes: ${tokens.scopes.join(' ')}):
  curl -s ${url}/local/token -d '${JSON.stringify({ sub: 'alice', scope: tokens.defaultScope })}'

Logs of the functions, the newest 20 lines or all lines of one request:
  curl -s '${url}/local/logs?limit=20'
  curl -s '${url}/local/logs?correlationId=...'

Queries of CloudWatch Logs Insights about these lines; metrics by the minute (npm run ask, causes, alarms):
  curl -s -G ${url}/local/ask --data-urlencode 'query=filter level = "ERROR" | stats count() by function_name'
  curl -s ${url}/local/measurements

Functions and their execution environments; killing all environments of a function; invoking one with an event:
  curl -s ${url}/local/functions
  curl -s -X POST ${url}/local/functions/${firstOf(consumers, 'NAME')}/kill
  curl -s ${url}/local/functions/${firstOf(consumers, 'NAME')}/invocations -d '{"Records":[]}'

Events that the bus accepted, of all orders or of one; its queues; redriving dead letters; batches that a stream
or the log pipeline gave up:
  curl -s '${url}/local/events?limit=20'
  curl -s '${url}/local/events?orderId=...'
  curl -s ${url}/local/queues
  curl -s -X POST ${url}/local/queues/${firstOf(queues, 'NAME')}/redrive
  curl -s ${url}/local/failures

Faults between the functions, with a probability each (bus: throttle, partial, lostAnswer, lost,
undelivered, duplicate, reorder, delay, and "refuse", a list of order ids; logs: duplicate, reorder, rebatch):
  curl -s ${url}/local/faults
  curl -s -X PUT ${url}/local/faults -d '{"seed":7,"bus":{"lost":0.1},"logs":{"duplicate":0.1}}'
  curl -s -X DELETE ${url}/local/faults

Scheduled jobs and their last runs; running one now; names and addresses of tables and bus:
  curl -s ${url}/local/schedules
  curl -s -X POST ${url}/local/schedules/${firstOf(schedules, 'NAME')}
  curl -s ${url}/local/resources

Movements of money of the payment simulator; an outage of it (modes: refuse, hang, error); what a customer does at
their bank, with the intentId of a payment:
  curl -s ${url}/local/payments
  curl -s ${url}/local/payments/outage -d '{"seconds":20,"mode":"refuse"}'
  curl -s ${url}/local/payments/pi_.../authentication -d '{"outcome":"succeeded"}'
  curl -s -X POST ${url}/local/payments/pi_.../dispute

Token issuer:
  curl -s ${url}/local/issuer/.well-known/openid-configuration
`;
