import type { TokenProvider } from '../../client/src/order-service-client.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { CommandError } from '../command-line/command-error.ts';
import { noLocalService, notLocalService } from '../command-line/local-service.ts';

const localHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * A token for the API: the given one, or one that the local service issues.
 * @throws {CommandError} when the service is not local and no token is given.
 */
export const tokenProvider = (url: string, given: string | undefined): TokenProvider => {
  if (given !== undefined) return given;
  if (!localHosts.has(new URL(url).hostname))
    throw new CommandError(
      `${url} is not local. Pass a token with the scope ${scopes.ordersAdmin} in --token or CATALOGUE_TOKEN.`,
    );
  let issued: Promise<string> | undefined;
  return ({ refused, signal }) => {
    if (refused || issued === undefined) issued = issueLocally(url, signal);
    return issued;
  };
};

const issueLocally = async (url: string, signal: AbortSignal): Promise<string> => {
  const body = JSON.stringify({ sub: 'catalogue', scope: scopes.ordersAdmin });
  const answer = await fetch(`${url}/local/token`, { method: 'POST', body, signal }).catch(
    (error: unknown) => {
      if (signal.aborted) throw error;
      throw noLocalService(url);
    },
  );
  const { access_token: token } = (await answer.json().catch(() => ({}))) as { access_token?: unknown };
  if (typeof token === 'string') return token;
  throw notLocalService(url);
};
