import { labelOf } from '../../command-line/run-label.ts';
import { jsonOf } from '../../json-of.ts';
import type { RecordedInvocation } from '../journal/invocation-journal.ts';
import type { RecordedRequest } from '../journal/request-journal.ts';
import type { ConsoleDefinition } from './console-definition.ts';
import { withoutTokens } from './hidden-tokens.ts';

/** A line of the list of requests. */
export interface RequestSummary {
  readonly kind: 'request';
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ms: number;
  readonly method: string;
  /** Template of the route; the raw target when none matched. */
  readonly route: string;
  readonly target: string;
  readonly functionName?: string;
  readonly status: number;
  readonly coldStart: boolean;
  readonly correlationId?: string;
  /** Id of the thing that it is about. */
  readonly subject?: string;
  /** The client: the label of a run, such as `demo`, or the name of the program. */
  readonly client: string;
  /** Whether the payment gateway sent it. */
  readonly isWebhook: boolean;
  /** The code of the answer's error, or the gateway's reason. */
  readonly error?: string;
}

/** An invocation that no request caused. */
export interface InvocationSummary {
  readonly kind: 'invocation';
  readonly id: string;
  readonly at: number;
  readonly ms?: number;
  readonly origin: RecordedInvocation['origin'];
  readonly functionName: string;
  readonly outcome: string;
  readonly coldStart: boolean;
}

export interface SummaryContext {
  readonly definition?: ConsoleDefinition | undefined;
  readonly webhookPath?: string | undefined;
  /** Whether tokens of recorded requests are left out. */
  readonly hidesTokens?: boolean;
}

const textOf = (body: string | Buffer | undefined): string => body?.toString() ?? '';

const errorOf = ({ status, responseBody, answer }: RecordedRequest): string | undefined => {
  if (status < 400) return undefined;
  const content = jsonOf(textOf(responseBody)) as
    | { error?: { code?: unknown }; message?: unknown }
    | undefined;
  const reason = content?.error?.code ?? answer.integrationError ?? answer.explanation ?? content?.message;
  return typeof reason === 'string' ? reason : undefined;
};

/** Programs by their labels, or by the beginning of their user agents. */
const clientOf = (agent = ''): string => {
  const label = labelOf(agent);
  if (label !== undefined) return label;
  if (agent.startsWith('Mozilla/')) return 'browser';
  return agent.split(/[/ ]/)[0] || 'unknown';
};

/** The id of the thing that a request is about: in its path, in the answer, or in its body. */
export const subjectOf = (request: RecordedRequest, definition?: ConsoleDefinition): string | undefined => {
  if (!definition) return undefined;
  const texts = [
    request.target,
    request.responseHeaders['location']?.toString(),
    // The list of all things is about none of them.
    request.method === 'GET' ? '' : textOf(request.requestBody),
  ];
  for (const text of texts) {
    const [id] = definition.subject.idPattern.exec(text ?? '') ?? [];
    if (id !== undefined) return id;
  }
  return undefined;
};

const summarize = (request: RecordedRequest, { definition, webhookPath }: SummaryContext): RequestSummary => {
  const { id, at, ms, method, target, status, answer, responseHeaders, requestHeaders } = request;
  const route = answer.route as { path: string; functionName?: string } | undefined;
  const correlationId = definition && responseHeaders[definition.correlationHeader]?.toString();
  const subject = subjectOf(request, definition);
  const error = errorOf(request);
  return {
    kind: 'request',
    id,
    at,
    ms: Math.round(ms * 10) / 10,
    method,
    route: route?.path.startsWith('/') ? route.path : target,
    target,
    ...(route?.functionName !== undefined && { functionName: route.functionName }),
    status,
    coldStart: answer.coldStart,
    ...(correlationId !== undefined && { correlationId }),
    ...(subject !== undefined && { subject }),
    client: clientOf(requestHeaders['user-agent']?.toString()),
    isWebhook: route !== undefined && route.path === webhookPath,
    ...(error !== undefined && { error }),
  };
};

/** A recorded request does not change, and every change of the list asks for the summaries of all. */
const summaries = new WeakMap<RecordedRequest, RequestSummary>();

export const summarizeRequest = (request: RecordedRequest, context: SummaryContext): RequestSummary => {
  const known = summaries.get(request);
  if (known) return known;
  const summary = summarize(request, context);
  summaries.set(request, summary);
  return summary;
};

export const summarizeInvocation = (invocation: RecordedInvocation): InvocationSummary => {
  const { traceId, at, origin, functionName, ended } = invocation;
  return {
    kind: 'invocation',
    id: traceId,
    at,
    ...(ended && { ms: ended.at - at }),
    origin,
    functionName,
    outcome: ended?.outcome.status ?? 'running',
    coldStart: ended?.coldStart ?? false,
  };
};

type RecordedEvent = Readonly<Record<string, unknown>> & {
  readonly headers?: Readonly<Record<string, unknown>>;
};

/** An invocation with its event; without one that was too large to keep. */
export const presentInvocation = (invocation: RecordedInvocation, hidesTokens = false) => {
  const event = invocation.event === undefined ? undefined : (JSON.parse(invocation.event) as RecordedEvent);
  const { headers } = event ?? {};
  return {
    ...summarizeInvocation(invocation),
    ...(event !== undefined && {
      event: hidesTokens && headers ? { ...event, headers: withoutTokens(headers) } : event,
    }),
  };
};

interface ErrorAnswer {
  readonly error?: {
    readonly code?: string;
    readonly details?: Readonly<Record<string, unknown>>;
  };
}

/** Cause of the error of an answer in words. */
const explanationOf = (
  { status, responseBody }: RecordedRequest,
  definition: ConsoleDefinition | undefined,
): string | undefined => {
  if (status < 400) return undefined;
  const { code, details } = (jsonOf(textOf(responseBody)) as ErrorAnswer | undefined)?.error ?? {};
  return code === undefined ? undefined : definition?.explainError?.(code, details);
};

/** A request and its answer in full. */
export const presentRequest = (request: RecordedRequest, context: SummaryContext) => ({
  ...summarizeRequest(request, context),
  explanation: explanationOf(request, context.definition),
  request: {
    headers: context.hidesTokens ? withoutTokens(request.requestHeaders) : request.requestHeaders,
    body: textOf(request.requestBody),
  },
  response: { headers: request.responseHeaders, body: textOf(request.responseBody) },
});

export type ShownRequest = ReturnType<typeof presentRequest>;
