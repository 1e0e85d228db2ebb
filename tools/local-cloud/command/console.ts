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
import type { ShownRequest } from '../console/requests-view.ts';
import { type Sending, send } from '../console/sending.ts';
import { type AskLocalRun, consoleActions, type TerminalAction } from './console-actions.ts';
import { consoleViews, type TerminalView, viewTable } from './console-views.ts';
import {
  answerData,
  answerText,
  editAndSendCommand,
  editedSending,
  sendCommand,
  sendingOf,
} from './send-command.ts';
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
    'Prints a view of the console of the running local service, sends a request as its forms do, or performs the action of a button.',
  commands: { ...viewCommands, send: sendCommand, 'edit-and-send': editAndSendCommand, ...consoleActions },
  options: {
    ...localServiceOptions,
    json: flag('prints the data as JSON'),
  },
  variables: localServiceVariables,
  notes: `Examples: npm run console -- send get-order --as staff --path orderId=ord_…
          npm run console -- fault payments.error=1 functions.crash=0.5 functions.only=pay-order
Exit code: 0, 1 when the service does not answer or refuses, when the status of an answer is 400 or above or when what was started failed, 2 when the command line is wrong.`,
} as const satisfies Command;

const askOf =
  (url: string): AskLocalRun =>
  async (path, init) => {
    const answer = await fetch(`${url}${path}`, init).catch(() => {
      throw noLocalService(url);
    });
    const content = (await answer.json().catch(() => undefined)) as Readonly<Record<string, unknown>>;
    if (content === undefined) throw notLocalService(url);
    // A job that has failed is an answer, too.
    if (typeof content['message'] === 'string' && !answer.ok) throw new CommandError(content['message']);
    return content;
  };

/** Prints a result, and returns the exit code. */
const print = (isJson: boolean, data: unknown, text: () => string, isFailed = false): number => {
  console.log(isJson ? JSON.stringify(data) : text());
  return isFailed ? 1 : 0;
};

const sendingFor = async (
  ask: AskLocalRun,
  { command, operands: [name = ''], options }: SendLine,
  description: Description,
): Promise<Sending> => {
  if (command === 'send') return sendingOf(description, name, options);
  const recorded = await ask(`/local/requests/${encodeURIComponent(name)}`);
  return editedSending(description, recorded as unknown as ShownRequest, options);
};

type Line = CommandLine<typeof consoleCommand>;
type SendLine = Extract<Line, { command: 'send' | 'edit-and-send' }>;

const isSending = (line: Line): line is SendLine =>
  line.command === 'send' || line.command === 'edit-and-send';

await runCommand(consoleCommand, async (line) => {
  const url = localServiceUrl(line.variables, line.options.url);
  const ask = askOf(url);
  const { json } = line.options;
  if (isSending(line)) {
    const description = (await ask('/local/console')) as unknown as Description;
    const sending = await sendingFor(ask, line, description);
    const answer = await send(sending, (sub, scope) => requestToken(url, { sub, scope }), url);
    const data = answerData(answer, description.correlationHeader);
    return print(json, data, () => answerText(data), answer.status >= 400);
  }
  if (line.command in consoleActions) {
    const action: TerminalAction = consoleActions[line.command as keyof typeof consoleActions];
    const { data, text, isFailed } = await action.perform(ask, line.operands, line.options);
    return print(json, data, () => text, isFailed);
  }
  const view: TerminalView = consoleViews[line.command as ViewName];
  const data = await ask(view.path(line.operands[0] ?? ''));
  return print(json, data, () => viewTable(view, data));
});
