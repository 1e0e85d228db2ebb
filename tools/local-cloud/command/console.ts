import { type Command, type CommandLine, flag } from '../../command-line/command.ts';
import { CommandError } from '../../command-line/command-error.ts';
import {
  localServiceOptions,
  localServiceUrl,
  localServiceVariables,
  noLocalService,
  notLocalService,
} from '../../command-line/local-service.ts';
import { runCommand } from '../../command-line/run-command.ts';
import type { Description } from '../console/describe-deployment.ts';
import { send } from '../console/sending.ts';
import { consoleViews, type TerminalView, viewTable } from './console-views.ts';
import { answerData, answerText, sendCommand, sendingOf } from './send-command.ts';
import { requestToken } from './token-command.ts';

const viewCommand = ({ help, about }: TerminalView) => ({
  help,
  ...(about !== undefined && { operands: { label: about, least: 1, most: 1 } }),
});

type ViewName = keyof typeof consoleViews;

const viewCommands = Object.fromEntries(
  Object.entries<TerminalView>(consoleViews).map(([name, view]) => [name, viewCommand(view)]),
) as Readonly<Record<ViewName, ReturnType<typeof viewCommand>>>;

const consoleCommand = {
  name: 'npm run console',
  description:
    'Prints a view of the console of the running local service, or sends a request as its forms do.',
  commands: { ...viewCommands, send: sendCommand },
  options: {
    ...localServiceOptions,
    json: flag('prints the data as JSON'),
  },
  variables: localServiceVariables,
  notes: `Example: npm run console -- send get-order --as staff --path orderId=ord_…
Exit code: 0, 1 when the service does not answer or the status of an answer is 400 or above, 2 when the command line is wrong.`,
} as const satisfies Command;

const read = async (url: string, path: string): Promise<Readonly<Record<string, unknown>>> => {
  const answer = await fetch(`${url}${path}`).catch(() => {
    throw noLocalService(url);
  });
  const content = (await answer.json().catch(() => undefined)) as
    | Readonly<Record<string, unknown>>
    | undefined;
  if (content === undefined) throw notLocalService(url);
  if (!answer.ok) throw new CommandError(String(content['message']));
  return content;
};

const sendRequest = async (
  url: string,
  { operands: [route = ''], options }: Extract<CommandLine<typeof consoleCommand>, { command: 'send' }>,
): Promise<number> => {
  const description = (await read(url, '/local/console')) as unknown as Description;
  const sending = await sendingOf(description, route, options);
  const answer = await send(sending, (sub, scope) => requestToken(url, { sub, scope }), url);
  const data = answerData(answer, description.correlationHeader);
  console.log(options.json ? JSON.stringify(data) : answerText(data));
  return answer.status < 400 ? 0 : 1;
};

await runCommand(consoleCommand, async (line) => {
  const url = localServiceUrl(line.variables, line.options.url);
  if (line.command === 'send') return sendRequest(url, line);
  const view: TerminalView = consoleViews[line.command];
  const data = await read(url, view.path(line.operands[0] ?? ''));
  console.log(line.options.json ? JSON.stringify(data) : viewTable(view, data));
  return 0;
});
