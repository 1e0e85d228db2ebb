import { parseArgs } from 'node:util';
import { customerTypeSchema } from '../../lib/contract/schemas/access-token-claims.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import type { TokenRequest } from './identity/token-request.ts';
import { StartUpError } from './start-up-error.ts';

const defaultScope = `${scopes.ordersRead} ${scopes.ordersWrite}`;

export const tokenHelp = `Usage: npm run -s token -- --sub <subject> [--scope "<scopes>"] [--customer-type <type>]

Prints an access token from the running local service.

  --sub             who the token is for
  --scope           space-separated; default "${defaultScope}"
                    (there are ${Object.values(scopes).join(', ')})
  --customer-type   ${customerTypeSchema.options.join(', ')}
  --help            print this

  PORT              the service's port (default 3000)
`;

const options = {
  sub: { type: 'string' },
  scope: { type: 'string', default: defaultScope },
  'customer-type': { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** The body to ask for a token with; checked by the issuer. */
type TokenCommand = Pick<TokenRequest, 'sub' | 'scope'> & { readonly customerType?: string };

/** @throws {StartUpError} when an argument is unknown or missing. */
export const parseTokenCommand = (args: readonly string[]): TokenCommand | 'help' => {
  try {
    const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
    if (values.help) return 'help';
    if (!values.sub) throw new Error('--sub is missing.');
    const customerType = values['customer-type'];
    return { sub: values.sub, scope: values.scope, ...(customerType !== undefined && { customerType }) };
  } catch (error) {
    const [reason] = (error as Error).message.split('. ');
    throw new StartUpError(
      `${reason?.replace(/\.$/, '')}. \`npm run -s token -- --help\` lists what there is.`,
    );
  }
};

/**
 * Asks the running service for a token.
 * @throws {StartUpError} when it does not run, or refuses.
 */
export const requestToken = async (url: string, command: TokenCommand): Promise<string> => {
  const answer = await fetch(`${url}/local/token`, { method: 'POST', body: JSON.stringify(command) }).catch(
    () => {
      throw new StartUpError(
        `No local service answers at ${url}. Start it with \`npm start\`, or set PORT to the port it has.`,
      );
    },
  );
  const body = (await answer.json().catch(() => ({}))) as { access_token?: string; message?: string };
  if (answer.ok && body.access_token !== undefined) return body.access_token;
  throw new StartUpError(
    body.message === undefined
      ? `What answers at ${url} is not the local service. Set PORT to the port that it has.`
      : `The local service refuses: ${body.message}.`,
  );
};
