import { type Command, type CommandLine, option } from '../../command-line/command.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { localServiceVariables } from '../../command-line/local-service.ts';
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
      throw new CommandError(
        `No local service answers at ${url}. Start it with \`npm start\`, or set PORT to its port.`,
      );
    },
  );
  const body = (await answer.json().catch(() => ({}))) as { access_token?: string; message?: string };
  if (answer.ok && body.access_token !== undefined) return body.access_token;
  throw new CommandError(
    body.message === undefined
      ? `The server at ${url} is not the local service. Set PORT to the port of the local service.`
      : `The local service refuses the request: ${body.message}.`,
  );
};
