import { type Command, flag, option } from '../../command-line/command.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { localServiceUrl, localServiceVariables } from '../../command-line/local-service.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { httpAddress } from '../../command-line/values.ts';
import { consoleViews, type TerminalView, viewTable } from './console-views.ts';

const operandsOf = ({ about }: TerminalView) =>
  about === undefined ? {} : { operands: { label: about, least: 1, most: 1 } };

const consoleCommand = {
  name: 'npm run console',
  description: 'Prints a view of the console of the running local service.',
  commands: Object.fromEntries(
    Object.entries<TerminalView>(consoleViews).map(([name, view]) => [
      name,
      { help: view.help, ...operandsOf(view) },
    ]),
  ),
  options: {
    url: option('address', 'the local service (default http://127.0.0.1:$PORT)', httpAddress),
    json: flag('prints the data as JSON'),
  },
  variables: localServiceVariables,
} as const satisfies Command;

const read = async (url: string, path: string): Promise<Readonly<Record<string, unknown>>> => {
  const answer = await fetch(`${url}${path}`).catch(() => {
    throw new CommandError(
      `No local service answers at ${url}. Start it with \`npm start\`, or name its address with --url.`,
    );
  });
  const content = (await answer.json().catch(() => undefined)) as
    | Readonly<Record<string, unknown>>
    | undefined;
  if (content === undefined) throw new CommandError(`The server at ${url} is not the local service.`);
  if (!answer.ok) throw new CommandError(String(content['message']));
  return content;
};

await runCommand(consoleCommand, async ({ command, options, operands, variables }) => {
  const view: TerminalView = consoleViews[command as keyof typeof consoleViews];
  const data = await read(options.url ?? localServiceUrl(variables), view.path(operands[0] ?? ''));
  console.log(options.json ? JSON.stringify(data) : viewTable(view, data));
  return 0;
});
