import { type CommandLine, flag, option, variable } from '../command-line/command.ts';
import { CommandError } from '../command-line/command-error.ts';
import { localServiceUrl, localServiceVariables } from '../command-line/local-service.ts';
import { httpAddress, text, wholeNumber } from '../command-line/values.ts';
import { runOperatorCommand } from '../operator/operator-command/run-operator-command.ts';
import { columns } from './catalogue-row.ts';

const catalogueProgram = {
  name: 'npm run catalogue',
  description: 'Writes products of a CSV file into the catalogue, or the catalogue into a CSV file.',
  commands: {
    import: {
      help: 'creates the products of the file, and changes those that differ from it',
      operands: { label: 'file', least: 1, most: 1 },
      options: {
        'dry-run': flag('prints the changes, and writes nothing'),
        json: flag('prints the result as JSON'),
        rate: option('number', 'most requests per second', wholeNumber({ least: 1, most: 500 }), 50),
      },
    },
    export: { help: 'prints the products on sale as CSV', operands: { label: 'file', least: 0, most: 0 } },
  },
  options: {
    url: option('url', 'address of the API (default http://127.0.0.1:$PORT)', httpAddress),
    token: option(
      'token',
      'access token with the scope orders:admin; a local service issues one itself',
      text,
    ),
  },
  variables: {
    ...localServiceVariables,
    CATALOGUE_TOKEN: variable('the token, hidden from other users of the machine', text),
  },
  notes: [
    `Columns, in any order: ${columns.join(', ')}. Only sku is needed. An empty cell leaves the value as it is.`,
    'The price is in major units, such as 19.99. stock and stockShards are for new products: afterwards, stock changes by movements.',
    'A repeated import changes nothing; after an interruption, repeat the command.',
    '',
    'Exit code: 0 success, 1 the file has problems or a product failed, 2 wrong usage, 130 interrupted.',
  ].join('\n'),
} as const;

type Line = CommandLine<typeof catalogueProgram>;

const connect = async ({ options, variables }: Line) => {
  const { createOrderServiceClient } = await import('../../client/src/order-service-client.ts');
  const { tokenProvider } = await import('./token-provider.ts');
  const url = options.url ?? localServiceUrl(variables);
  const token = tokenProvider(url, options.token ?? variables.CATALOGUE_TOKEN);
  return { url, client: createOrderServiceClient({ baseUrl: url, token }) };
};

/** One line about a call that failed. */
const orderServiceFailure = async (error: unknown, url: string): Promise<unknown> => {
  const { isFailure } = await import('../../client/src/order-service-client.ts');
  if (!isFailure(error)) return error;
  const remedy =
    error.code === 'NETWORK'
      ? `No service answers at ${url}. Start it with \`npm start\`, or name its address with --url.`
      : `${url} refuses the request. ${error.message}`;
  return new CommandError(remedy);
};

await runOperatorCommand(
  catalogueProgram,
  async (line, { signal }) => {
    const { runExport, runImport } = await import('./run-command.ts');
    const { client, url } = await connect(line);
    const output = { print: console.log, report: console.error };
    try {
      if (line.command === 'export') return await runExport(client, output, signal);
      const { 'dry-run': dryRun, json, rate } = line.options;
      const settings = { file: line.operands[0] ?? '', dryRun, json, rate };
      return await runImport(settings, client, output, signal);
    } catch (error) {
      throw await orderServiceFailure(error, url);
    }
  },
  'Products that were written stay; repeat the command to go on.',
);
