import { type Command, type CommandLine, option } from '../../command-line/command.ts';
import { CommandError } from '../../command-line/command-error.ts';
import {
  localServiceOptions,
  localServiceVariables,
  noLocalService,
  notLocalService,
} from '../../command-line/local-service.ts';
import { usageError } from '../../command-line/parse-command-line.ts';
import { oneOf, text } from '../../command-line/values.ts';
import type { TokenRequest } from '../identity/token-request.ts';
import { tokenChoices } from '../order-service-tokens.ts';

const { scopes, defaultScope, customerTypes } = tokenChoices;

export const tokenCommand = {
  name: 'npm run -s token',
  description: 'Prints an access token of the running local service.',
  options: {
    sub: option('subject', 'the user whom the token stands for; required', text),
    scope: option('scopes', `space-separated, of ${scopes.join(', ')}`, (value) => value, defaultScope),
    'customer-type': option('type', `one of ${customerTypes.join(', ')}`, oneOf(customerTypes)),
    ...localServiceOptions,
  },
  variables: localServiceVariables,
} as const satisfies Command;

/** @throws {CommandError} when the subject is missing. */
export const toTokenRequest = ({ options }: CommandLine<typeof tokenCommand>): TokenRequest => {
  const { sub, scope, 'customer-type': customerType } = options;
  if (sub === undefined) throw usageError(tokenCommand, '--sub is missing.');
  return { sub, scope, ...(customerType !== undefined && { customerType }) };
};

/**
 * Asks the running service for a token.
 * @throws {CommandError} when it does not run, or refuses.
 */
export const requestToken = async (url: string, request: TokenRequest): Promise<string> => {
  const answer = await fetch(`${url}/local/token`, { method: 'POST', body: JSON.stringify(request) }).catch(
    () => {
      throw noLocalService(url);
    },
  );
  const body = (await answer.json().catch(() => ({}))) as { access_token?: string; message?: string };
  if (answer.ok && body.access_token !== undefined) return body.access_token;
  if (body.message === undefined) throw notLocalService(url);
  throw new CommandError(`The local service refuses the request: ${body.message}.`);
};
