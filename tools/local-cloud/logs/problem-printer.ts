import type { FunctionError } from '../lambda/function-error.ts';
import { errorLines, formatLogLine, type LineFormat, type LogItem } from './format-log-line.ts';
import { itemOf } from './log-query.ts';
import type { LogStore } from './log-store.ts';

/** The invocation behind a request; absent values when no function was invoked. */
export interface EndedRequest {
  readonly requestId?: string | undefined;
  /** The error that ended the invocation. */
  readonly failure?: FunctionError | undefined;
}

/** Prints the lines of the levels WARN and ERROR. */
export interface ProblemPrinter {
  /** Prints the lines of a request whose own line has just been printed. */
  requestEnded(request: EndedRequest): void;
  close(): void;
}

export interface ProblemPrinterOptions extends LineFormat {
  readonly logs: Pick<LogStore, 'subscribe'>;
  /** Whether requests of the API invoke the function; lines of others are printed at once. */
  readonly servesRequests: (functionName: string) => boolean;
  readonly print: (text: string) => unknown;
}

const maxRemembered = 1_000;

const isProblem = (message: string) => /"level":"(?:WARN|ERROR)"/.test(message);

/** Lambda's own lines about an error that the function may have logged before. */
const repeatsError = ({ message }: LogItem) => message === 'Invoke Error';

const forgetOldest = (remembered: Set<string>) => {
  for (const id of remembered) {
    if (remembered.size <= maxRemembered) return;
    remembered.delete(id);
  }
};

export const createProblemPrinter = ({
  logs,
  servesRequests,
  print,
  ...format
}: ProblemPrinterOptions): ProblemPrinter => {
  /** Lines of requests that have not ended, by the id of their invocation. */
  const held = new Map<string, LogItem[]>();
  const ended = new Set<string>();
  const reported = new Set<string>();

  const indent = (text: string) => `  ${text.replaceAll('\n', '\n  ')}`;

  const show = (item: LogItem, requestId: string, under: boolean) => {
    if (repeatsError(item) && reported.has(requestId)) return;
    if (item['level'] === 'ERROR' && requestId !== '') {
      reported.add(requestId);
      forgetOldest(reported);
    }
    const text = formatLogLine(item, format);
    print(under ? indent(text) : text);
  };

  const receive = (item: LogItem) => {
    const requestId = String(item['function_request_id'] ?? item['requestId'] ?? '');
    const ofRequest = servesRequests(String(item['function_name']));
    // The requests that waited for the environment show the error.
    if (ofRequest && item['message'] === 'Init error') return;
    if (!ofRequest || requestId === '' || ended.has(requestId)) return show(item, requestId, false);
    held.set(requestId, [...(held.get(requestId) ?? []), item]);
    const [oldest, lines] = held.entries().next().value ?? ['', []];
    if (held.size <= maxRemembered) return;
    held.delete(oldest);
    for (const line of lines) show(line, oldest, false);
  };

  const unsubscribe = logs.subscribe(({ logGroup, logEvents }) => {
    for (const { timestamp, message } of logEvents) {
      if (!isProblem(message)) continue;
      const item = itemOf({ logGroup, timestamp, message });
      if (item['function_name'] !== undefined) receive(item);
    }
  });

  return {
    requestEnded({ requestId = '', failure }) {
      const lines = held.get(requestId) ?? [];
      held.delete(requestId);
      if (requestId !== '') ended.add(requestId);
      forgetOldest(ended);
      for (const line of lines) show(line, requestId, true);
      if (failure && !lines.some(({ level }) => level === 'ERROR')) {
        print(indent(errorLines(failure, format.projectRoot).join('\n')));
      }
    },
    close: unsubscribe,
  };
};
