import type { RecordedInvocation } from '../journal/invocation-journal.ts';
import type { RecordedRequest } from '../journal/request-journal.ts';
import { notCompiled } from '../lambda/function-error.ts';
import { logGroupName } from '../lambda/log-stream-name.ts';
import { errorLines, failureOf, type LogItem } from '../logs/format-log-line.ts';
import { itemOf } from '../logs/log-query.ts';
import type { StoredLine } from '../logs/log-store.ts';
import { type SummaryContext, summarizeRequest } from './requests-view.ts';

/** An error that a function has logged, or that has ended an invocation; equal ones are counted. */
export interface ShownError {
  /** Milliseconds since 1970, of the latest one. */
  readonly at: number;
  readonly count: number;
  readonly functionName: string;
  /** Name and message of the error. */
  readonly title: string;
  /** Text of the log line. */
  readonly message?: string;
  readonly logCode?: string;
  /** File, line and column of the first frame, relative to the project's root. */
  readonly place?: string;
  /** The error with its causes and mapped stacks. */
  readonly lines: readonly string[];
  /** For the timeline. */
  readonly correlationId?: string;
  /** The request that failed, such as `POST /api/v1/orders`. */
  readonly request?: string;
}

export interface ErrorsSources extends SummaryContext {
  /** Those with `errorLevel`. */
  readonly lines: readonly StoredLine[];
  readonly invocations: readonly RecordedInvocation[];
  readonly requests: readonly RecordedRequest[];
  readonly projectRoot: string;
}

/** Stands in lines of errors, and in few others. */
export const errorLevel = '"level":"ERROR"';

const shownErrors = 50;

/** Lines of Lambda itself about an error that ends an invocation: the journal has it, too. */
const ofPlatform = new Set<unknown>(['Invoke Error', 'Init error']);

const placeOf = (lines: readonly string[]): string | undefined =>
  lines.map((line) => /\(?((?:[\w.-]+\/)*[\w.-]+\.tsx?:\d+(?::\d+)?)\)?$/.exec(line)?.[1]).find(Boolean);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

type Found = Omit<ShownError, 'count'>;

const described = (error: unknown, projectRoot: string): Pick<Found, 'title' | 'lines' | 'place'> => {
  const lines = errorLines(error, projectRoot);
  const place = placeOf(lines);
  return { title: lines[0] ?? '', lines, ...(place !== undefined && { place }) };
};

const isError = ({ level, message }: LogItem): boolean => level === 'ERROR' && !ofPlatform.has(message);

const readLine = (line: StoredLine, projectRoot: string): Found | undefined => {
  const item = itemOf(line);
  if (!isError(item)) return undefined;
  const { correlationId, logCode, message } = item;
  const texts = { correlationId: textOf(correlationId), logCode: textOf(logCode), message: textOf(message) };
  return {
    at: line.timestamp,
    functionName: String(item['function_name']),
    ...described(failureOf(item) ?? { name: 'Error', message }, projectRoot),
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)),
  };
};

/** A line does not change, and every look at the errors reads all of them. */
const readLines = new WeakMap<StoredLine, { readonly found: Found | undefined }>();

const loggedError = (line: StoredLine, projectRoot: string): Found | undefined => {
  const known = readLines.get(line) ?? { found: readLine(line, projectRoot) };
  readLines.set(line, known);
  return known.found;
};

const failureOfInvocation = ({ outcome }: NonNullable<RecordedInvocation['ended']>): unknown => {
  if (outcome.status === 'failed' && outcome.error.errorType !== notCompiled) return outcome.error;
  return outcome.status === 'timed-out'
    ? { name: 'Timeout', message: 'The function has timed out.' }
    : undefined;
};

/** Invocations that an error has ended which the function has not logged itself. */
const invocationErrors = ({
  invocations,
  lines,
  requests,
  projectRoot,
  ...context
}: ErrorsSources): Found[] =>
  invocations.flatMap(({ ended, functionName, traceId, requestId }) => {
    const failure = ended && failureOfInvocation(ended);
    if (!ended || failure === undefined) return [];
    const group = logGroupName(functionName);
    const isLogged = lines.some(
      (line) =>
        line.logGroup === group &&
        line.message.includes(requestId) &&
        loggedError(line, projectRoot) !== undefined,
    );
    if (isLogged) return [];
    const request = requests.find((candidate) => candidate.traceId === traceId);
    const correlationId = request && summarizeRequest(request, context).correlationId;
    return {
      at: ended.at,
      functionName,
      ...described(failure, projectRoot),
      ...(correlationId !== undefined && { correlationId }),
    };
  });

/** The newest errors, the latest first; those of one function with the same title and place are one. */
export const errorsView = (sources: ErrorsSources): readonly ShownError[] => {
  const logged = sources.lines.flatMap((line) => loggedError(line, sources.projectRoot) ?? []);
  const found = [...logged, ...invocationErrors(sources)].sort((one, other) => other.at - one.at);
  const requests = new Map(
    sources.requests.map((request) => {
      const { correlationId, method, route } = summarizeRequest(request, sources);
      return [correlationId, `${method} ${route}`];
    }),
  );
  const groups = Map.groupBy(found, ({ functionName, title, place }) =>
    JSON.stringify([functionName, title, place]),
  );
  return [...groups.values()].slice(0, shownErrors).flatMap(([latest, ...others]) => {
    if (!latest) return [];
    const request = latest.correlationId === undefined ? undefined : requests.get(latest.correlationId);
    return { ...latest, count: others.length + 1, ...(request !== undefined && { request }) };
  });
};
