import { headers } from '../../lib/contract/headers.ts';
import { routes } from '../../lib/contract/routes.ts';

export interface StartUpFacts {
  readonly url: string;
  readonly functionCount: number;
  /** Where the data is, for people. */
  readonly database: string;
  /** May read and write orders. */
  readonly token: string;
  readonly idempotencyKey: string;
  readonly sku: string;
  readonly startedInMs: number;
}

const order = (sku: string) => JSON.stringify({ items: [{ sku, quantity: 2 }], source: 'web' });

/** A shell line that places an order when it is pasted. */
export const orderCommand = ({ url, token, idempotencyKey, sku }: StartUpFacts): string =>
  [
    `curl -i ${url}${routes['create-order'].path}`,
    `-H 'Authorization: Bearer ${token}'`,
    `-H '${headers.idempotencyKey}: ${idempotencyKey}'`,
    "-H 'Content-Type: application/json'",
    `-d '${order(sku)}'`,
  ].join(' ');

/** What `npm start` says once everything runs. */
export const startUpMessage = (facts: StartUpFacts): string => `
Order Service is ready at ${facts.url} (${(facts.startedInMs / 1000).toFixed(1)} s)
${facts.functionCount} functions, reloaded when their source changes; ${facts.database}.

Place an order:

${orderCommand(facts)}

Logs: curl -s '${facts.url}/local/logs?limit=20'   More: ${facts.url}/   Stop: Ctrl-C
`;
