import * as z from 'zod';
import { CommandError } from '../../../command-line/command-error.ts';
import { jsonOf } from '../../../json-of.ts';
import { orderService } from '../../order-service-declaration.ts';
import { ask } from '../../prometheus-server/http.ts';
import { ExpositionError, parseExposition, type Sample } from '../exposition-parser.ts';

const start = 'Start the local service with `npm start`, or name another one with --url.';
const localHosts = new Set(['localhost', '127.0.0.1', '[::1]']);
const tokenSchema = z.object({ access_token: z.string() });

const isLocal = (url: string): boolean => localHosts.has(new URL(url).hostname);

const localToken = async (url: string): Promise<string> => {
  const body = JSON.stringify({ sub: 'slo-status', scope: orderService.metrics.scope });
  const { text } = await ask(`${url}/local/token`, { method: 'POST', body }, start);
  const token = tokenSchema.safeParse(jsonOf(text));
  if (token.success) return token.data.access_token;
  throw new CommandError(
    `The service at ${url} issues no tokens. Pass one with the scope ${orderService.metrics.scope} in --token or SLO_TOKEN.`,
  );
};

const tokenFor = async (url: string, token: string | undefined): Promise<string> => {
  if (token !== undefined) return token;
  if (isLocal(url)) return await localToken(url);
  throw new CommandError(
    `${url} is not local. Pass a token with the scope ${orderService.metrics.scope} in --token or SLO_TOKEN.`,
  );
};

/**
 * The samples of a service's /metrics; a local one gives itself a token.
 * @throws {CommandError} when it does not answer with metrics.
 */
export const readMetrics = async (url: string, given: string | undefined): Promise<readonly Sample[]> => {
  const address = `${url}${orderService.metrics.path}`;
  const token = await tokenFor(url, given);
  const headers = { authorization: `Bearer ${token}`, accept: 'text/plain;version=0.0.4' };
  const { status, text } = await ask(address, { headers }, start);
  if (status === 401 || status === 403) {
    throw new CommandError(
      `${address} refuses the token (${status}). Pass a valid token with the scope ${orderService.metrics.scope}.`,
    );
  }
  if (status !== 200) throw new CommandError(`${address} answers ${status} instead of metrics.`);
  try {
    return parseExposition(text);
  } catch (error) {
    if (!(error instanceof ExpositionError)) throw error;
    throw new CommandError(`${address} does not answer in the Prometheus text format: ${error.message}.`);
  }
};
