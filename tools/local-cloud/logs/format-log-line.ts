import { styleText } from 'node:util';

/** A log line as an object. */
export type LogItem = Readonly<Record<string, unknown>>;

export interface LineFormat {
  readonly color: boolean;
  /** Absolute path; paths of stack frames are shown relative to it. */
  readonly projectRoot: string;
}

type Style = Parameters<typeof styleText>[0];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const isObject = (value: unknown): value is LogItem =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const paint = (style: Style, text: string, color: boolean): string =>
  color ? styleText(style, text, { validateStream: false }) : text;

/** Control characters of a logged value must not reach the terminal. */
const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are replaced.
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\uFFFD');

const isForeign = (frame: string) => /node_modules|node:|local-cloud-bundles/.test(frame);

/** The frames of a stack in the project's own files, or all frames if there is none. */
const framesOf = (stack: unknown, projectRoot: string): string[] => {
  const lines = Array.isArray(stack) ? stack.map(String) : typeof stack === 'string' ? stack.split('\n') : [];
  const frames = lines
    .filter((line) => /^\s*at /.test(line))
    .map((line) => line.trim().replaceAll('file://', '').replaceAll(`${projectRoot}/`, ''));
  const own = frames.filter((frame) => !isForeign(frame));
  return own.length > 0 ? own : frames;
};

const fieldsOfError = (error: LogItem) => ({
  name: error['name'] ?? error['errorType'] ?? 'Error',
  message: error['message'] ?? error['errorMessage'] ?? '',
  stack: error['stack'] ?? error['stackTrace'],
});

/**
 * An error, its mapped stack and its causes, one line each. A cause shows the frames that the errors before it lack.
 * @param error as the logger writes it, or in the form in which Lambda reports it.
 * @param shown frames that are left out.
 */
export const errorLines = (
  error: unknown,
  projectRoot: string,
  opening = '',
  shown: readonly string[] = [],
): string[] => {
  if (!isObject(error)) return [`${opening}${printable(textOf(error))}`];
  const { name, message, stack } = fieldsOfError(error);
  const code = error['code'] === undefined || error['code'] === null ? '' : ` (${textOf(error['code'])})`;
  const [first = '', ...others] = printable(`${textOf(name)}: ${textOf(message)}${code}`).split('\n');
  const inner = Array.isArray(error['errors']) ? error['errors'] : [];
  const { cause } = error;
  const frames = framesOf(stack, projectRoot).filter((frame) => !shown.includes(frame));
  const all = [...shown, ...frames];
  return [
    `${opening}${first}`,
    ...others,
    ...frames.map((frame) => `    ${printable(frame)}`),
    ...inner.flatMap((one) => errorLines(one, projectRoot, 'one of: ', all)),
    ...(cause === undefined || cause === null ? [] : errorLines(cause, projectRoot, 'caused by ', all)),
  ];
};

const styles: Readonly<Record<string, Style>> = { ERROR: 'red', WARN: 'yellow' };

/** Keys that the first line shows in a place of their own, or that are the same for every line. */
const placed: ReadonlySet<string> = new Set([
  ...['level', 'message', 'timestamp', 'logCode', 'function_name', 'correlationId', 'error'],
  ...['service', 'function_request_id', 'requestId', 'cold_start', 'code_cache', 'xray_trace_id'],
  ...['errorType', 'errorMessage', 'stackTrace'],
]);

/** The error of a log line, as the logger or Lambda writes it; `undefined` without one. */
export const failureOf = (item: LogItem): unknown => {
  if (item['error'] !== undefined) return item['error'];
  return item['errorType'] === undefined ? undefined : { ...item, message: item['errorMessage'] };
};

const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);

/**
 * A log line for people: level, function, message, code and fields on the first line; then the error with its causes
 * and stacks, and for WARN and ERROR the correlation id.
 */
export const formatLogLine = (item: LogItem, { color, projectRoot }: LineFormat): string => {
  const level = textOf(item['level'] ?? '');
  const fields = Object.entries(item)
    .filter(([key, value]) => !placed.has(key) && value !== null && value !== undefined)
    .map(([key, value]) => `${key}=${textOf(value)}`);
  const failure = failureOf(item);
  const correlationId = item['correlationId'];
  const first = [
    paint(styles[level] ?? 'green', level.padEnd(5), color),
    textOf(item['function_name'] ?? ''),
    paint('bold', printable(textOf(item['message'] ?? '')), color),
    paint(
      'dim',
      printable([...(item['logCode'] ? [textOf(item['logCode'])] : []), ...fields].join(' ')),
      color,
    ),
  ];
  const hasProblem = level === 'WARN' || level === 'ERROR' || failure !== undefined;
  const details = [
    ...(failure === undefined ? [] : errorLines(failure, projectRoot)),
    ...(hasProblem && correlationId !== undefined
      ? [paint('dim', printable(`correlation id ${textOf(correlationId)}`), color)]
      : []),
  ];
  const opening = first
    .filter((part) => part !== '')
    .join('  ')
    .trimEnd();
  return [opening, ...indented(details)].join('\n');
};
