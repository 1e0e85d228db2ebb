import { setTimeout as pause } from 'node:timers/promises';
import { type Command, type CommandLine, flag, option } from '../../command-line/command.ts';
import { CommandError } from '../../command-line/command-error.ts';
import {
  localServiceOptions,
  localServiceVariables,
  noLocalService,
  notLocalService,
} from '../../command-line/local-service.ts';
import { oneOf, port, text, wholeNumber } from '../../command-line/values.ts';
import { formatLogLine, type LineFormat, type LogItem } from '../logs/format-log-line.ts';
import { queriedLevels } from '../logs/log-query.ts';

export const logsCommand = {
  name: 'npm run logs',
  description:
    'Prints the newest log lines of the running local service: the lines of requests, and warnings and errors of background work.',
  options: {
    follow: { ...flag('prints every new line, also after a restart of the service'), short: 'f' },
    order: option('id', 'lines about an order, of requests and of background work', text),
    correlation: option('id', 'lines with a correlation id, the X-Correlation-ID of a response', text),
    function: option('name', 'lines of a function', text),
    level: option(queriedLevels.join('|'), 'lines of this level and above', (level) =>
      oneOf(queriedLevels)(level.toUpperCase()),
    ),
    code: option('code', 'lines with a log code or an error code (docs/logs.md, docs/errors.md)', text),
    background: flag('includes the lines of background work below the level WARN'),
    limit: option('count', 'newest lines to begin with', wholeNumber({ least: 1, most: 50_000 }), 20),
    json: flag('prints each line as JSON'),
    ...localServiceOptions,
    port: option('number', 'the port of an address that is otherwise the default', port),
  },
  variables: localServiceVariables,
} as const satisfies Command;

export type LogsCommandLine = CommandLine<typeof logsCommand>;

/** Parameters of `GET /local/logs`. */
export const logParameters = ({ options }: LogsCommandLine): URLSearchParams => {
  const { order, correlation, function: functionName, level, code, background, limit } = options;
  const isAboutOne = (order ?? correlation ?? functionName) !== undefined;
  return new URLSearchParams({
    limit: String(limit),
    ...(order !== undefined && { orderId: order }),
    ...(correlation !== undefined && { correlationId: correlation }),
    ...(functionName !== undefined && { function: functionName }),
    ...(level !== undefined && { level }),
    ...(code !== undefined && { code }),
    without: background || isAboutOne ? 'metrics' : 'metrics,background',
  });
};

interface Page {
  readonly items: readonly LogItem[];
  /** For the lines that come after these. */
  readonly next: number;
}

/**
 * Reads log lines of the running service.
 * @throws {CommandError} when it refuses, or is another server.
 * @throws {TypeError} when nothing answers.
 */
const readPage = async (url: string, parameters: URLSearchParams): Promise<Page> => {
  const answer = await fetch(`${url}/local/logs?${parameters}`);
  const body = (await answer.json().catch(() => ({}))) as Partial<Page> & { message?: string };
  const { items, next } = body;
  if (answer.ok && items !== undefined && next !== undefined) return { items, next };
  if (body.message === undefined) throw notLocalService(url);
  throw new CommandError(`The local service refuses the request: ${body.message}.`);
};

export interface LogsOptions {
  /** Address of the local service. */
  readonly url: string;
  readonly format: LineFormat;
  readonly print: (text: string) => unknown;
  /** For remarks beside the lines. */
  readonly remark: (text: string) => unknown;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks for new lines. */
  readonly periodMs?: number;
}

const timeOf = ({ timestamp }: LogItem): string => /T([\d:.]+)/.exec(String(timestamp))?.[1] ?? '';

/**
 * Prints the log lines that the command line asks for.
 * @throws {CommandError} when nothing answers at first, or the service refuses.
 */
export const printLogs = async (
  line: LogsCommandLine,
  { url, format, print, remark, signal, periodMs = 250 }: LogsOptions,
): Promise<void> => {
  const { json, follow } = line.options;
  const parameters = logParameters(line);
  const show = (item: LogItem) =>
    print(json ? JSON.stringify(item) : `${timeOf(item)}  ${formatLogLine(item, format)}`);

  const first = await readPage(url, parameters).catch((error) => {
    if (error instanceof CommandError) throw error;
    throw noLocalService(url);
  });
  for (const item of first.items) show(item);
  if (!follow) {
    if (first.items.length === 0) remark('No log line matches. `npm run logs -- --help` lists the options.');
    return;
  }

  let { next } = first;
  let isGone = false;
  parameters.set('limit', '50000');
  while (!signal.aborted) {
    await pause(periodMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    parameters.set('after', String(next));
    try {
      const page = await readPage(url, parameters);
      if (isGone) remark(`The local service answers again at ${url}.`);
      isGone = false;
      next = page.next;
      for (const item of page.items) show(item);
    } catch (error) {
      if (error instanceof CommandError) throw error;
      if (!isGone) remark(`The local service at ${url} has stopped; its lines follow once it runs again.`);
      isGone = true;
    }
  }
};
