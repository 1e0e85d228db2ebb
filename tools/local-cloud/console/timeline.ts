import type { AcceptedEvent } from '../event-bus/bus-journal.ts';
import type { EventMatcher } from '../event-patterns/event-pattern.ts';
import type { RecordedInvocation } from '../journal/invocation-journal.ts';
import type { RecordedRequest } from '../journal/request-journal.ts';
import type { StoredLine } from '../logs/log-store.ts';
import { mentionsAny } from '../logs/mentions.ts';
import type { Message } from '../queues/queue.ts';
import type { KeysOf } from './database-actions.ts';
import { paymentStep } from './payment-step.ts';
import { presentRequest, type SummaryContext, summarizeRequest } from './requests-view.ts';
import { callStep, lineSteps, shortened, type TimelineStep } from './timeline-steps.ts';

/** All that happened because of one request, and where it waits. */
export interface Timeline {
  readonly correlationId: string;
  readonly subject?: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly steps: readonly TimelineStep[];
}

export interface TimelineSources extends SummaryContext {
  readonly requests: readonly RecordedRequest[];
  readonly invocations: readonly RecordedInvocation[];
  readonly lines: readonly StoredLine[];
  readonly events: readonly AcceptedEvent[];
  /** Rules of the bus. */
  readonly rules: readonly {
    readonly name: string;
    readonly queue: string;
    readonly matches: EventMatcher;
    /** Events that the bus could not put into the queue, as JSON. */
    readonly undelivered: readonly string[];
  }[];
  readonly deadLetters: readonly { readonly queue: string; readonly message: Message }[];
  readonly keysOf: KeysOf;
}

/** How long after the end of an invocation its lines may come. */
const lateLinesMs = 1_000;

type Group = readonly TimelineStep[];

const endOf = ({ at, ms = 0 }: TimelineStep): number => at + ms;

/** The records of a batch; one for an event that is none; none for an event that was too large to keep. */
const recordsOf = (event: string | undefined): readonly unknown[] => {
  if (event === undefined) return [];
  const { Records } = JSON.parse(event) as { Records?: unknown };
  return Array.isArray(Records) ? Records : [event];
};

const receiptOf = (record: unknown): string | undefined => {
  const { attributes } = record as { attributes?: { ApproximateReceiveCount?: string } };
  const tries = Number(attributes?.ApproximateReceiveCount ?? 1);
  return tries > 1 ? `delivery ${tries}` : undefined;
};

const titles: Readonly<Record<RecordedInvocation['origin'], (name: string) => string>> = {
  route: (name) => name,
  stream: (name) => `stream → ${name}`,
  queue: (name) => `queue → ${name}`,
  schedule: (name) => `schedule → ${name}`,
  logs: (name) => `log lines → ${name}`,
};

const outcomeOf = ({ ended }: RecordedInvocation): Pick<TimelineStep, 'status' | 'error'> => {
  if (!ended) return { status: 'running' };
  const { outcome } = ended;
  if (outcome.status === 'succeeded') {
    const failed = /"batchItemFailures":\[\{/.test(outcome.payload);
    return failed
      ? { status: 'failed', error: 'the function reported messages as failed' }
      : { status: 'ok' };
  }
  if (outcome.status !== 'failed') return { status: 'failed', error: outcome.status };
  return { status: 'failed', error: `${outcome.error.errorType}: ${outcome.error.errorMessage}` };
};

/**
 * The timeline of a correlation id; `undefined` when nothing that is kept has it. An invocation belongs to it when its event
 * holds the id; of a batch, only the work that mentions the id, its subject or one of its events.
 */
export const timelineOf = (correlationId: string, sources: TimelineSources): Timeline | undefined => {
  const { definition, keysOf } = sources;
  const header = definition?.correlationHeader ?? '';
  const requests = sources.requests.filter(
    ({ responseHeaders }) => responseHeaders[header]?.toString() === correlationId,
  );
  const events = sources.events.filter(({ event }) => event.detail['correlationId'] === correlationId);
  const subject = requests
    .map((request) => summarizeRequest(request, sources).subject)
    .find((id) => id !== undefined);
  const eventIds = events.map(({ event }) => String(event.detail['eventId'] ?? event.id));
  const hasId = mentionsAny([correlationId]);
  const hasAny = mentionsAny([correlationId, ...(subject === undefined ? [] : [subject]), ...eventIds]);
  const mentions = (value: unknown) => hasAny(typeof value === 'string' ? value : JSON.stringify(value));

  const invocationGroup = (invocation: RecordedInvocation, depth: number): Group => {
    const { traceId, requestId, at, ended, functionName, origin, calls, payments } = invocation;
    const records = recordsOf(invocation.event);
    const own = records.filter(mentions);
    const isShared = own.length < records.length && origin !== 'route';
    const notes = [
      invocation.byHand ? 'invoked again from the console' : undefined,
      ended?.coldStart ? 'cold start' : undefined,
      isShared ? `${own.length} of ${records.length} in the batch` : undefined,
      ...own.map(receiptOf),
    ];
    const lines = lineSteps(sources.lines, {
      requestId,
      functionName,
      from: at,
      to: ended ? ended.at + lateLinesMs : Number.POSITIVE_INFINITY,
      depth: depth + 1,
    });
    const inside = [
      ...calls.map((call) => callStep(call, depth + 1, keysOf)),
      ...payments.map((call) => paymentStep(call, depth + 1)),
      ...(isShared ? lines.filter(({ details }) => mentions(details)) : lines),
    ].filter(
      ({ kind, details }) => (kind !== 'database' && kind !== 'payment') || !isShared || mentions(details),
    );
    return [
      {
        kind: 'function',
        depth,
        at,
        ...(ended && { ms: ended.at - at }),
        title: titles[origin](functionName),
        note: notes.filter((note) => note !== undefined).join(', '),
        ...outcomeOf(invocation),
        functionName,
        traceId,
        details: { traceId, ...(own.length > 0 && origin !== 'route' && { records: own }) },
      },
      ...inside.sort((one, other) => one.at - other.at),
    ];
  };

  const requestGroup = (request: RecordedRequest): Group => {
    const details = presentRequest(request, sources);
    const summary = summarizeRequest(request, sources);
    const invocation = sources.invocations.find(({ traceId }) => traceId === request.traceId);
    return [
      {
        kind: 'request',
        depth: 0,
        at: summary.at,
        ms: summary.ms,
        title: `${summary.isWebhook ? 'webhook → ' : ''}${summary.method} ${shortened(summary.target)}`,
        note: `${summary.status} from ${summary.client}`,
        status: summary.status < 400 ? 'ok' : 'failed',
        ...(summary.error !== undefined && {
          error: [summary.error, details.explanation].filter((part) => part !== undefined).join(': '),
        }),
        details,
      },
      ...(invocation ? invocationGroup(invocation, 1) : []),
    ];
  };

  const first = requests[0]?.at ?? events[0]?.at;
  const background = sources.invocations.filter(
    ({ origin, event, byHand }) =>
      (byHand || origin === 'stream' || origin === 'queue' || origin === 'schedule') &&
      event !== undefined &&
      hasId(event),
  );
  const start = first ?? background[0]?.at;
  if (start === undefined) return undefined;
  // Webhooks have ids of their own; those up to the next change of the same thing are its consequences.
  const later = sources.requests
    .filter(({ at }) => at >= start)
    .filter((request) => subject !== undefined && summarizeRequest(request, sources).subject === subject)
    .filter((request) => !requests.includes(request) && request.method !== 'GET');
  const next = later.findIndex((request) => !summarizeRequest(request, sources).isWebhook);
  const webhooks = later.slice(0, next < 0 ? later.length : next);

  const eventGroup = ({ at, event }: AcceptedEvent): Group => {
    const matching = sources.rules.filter(({ matches }) => matches(event));
    const undelivered = matching.filter((rule) => rule.undelivered.some((body) => body.includes(event.id)));
    return [
      {
        kind: 'event',
        depth: 0,
        at,
        title: `bus accepts ${event['detail-type']}`,
        note: [
          ...(event['replay-name'] === undefined ? [] : ['delivered again']),
          ...(matching.length === 0 ? ['no rule matches'] : []),
          ...matching.map(({ name, queue }) => `rule ${name} → queue ${queue}`),
        ].join(', '),
        ...(undelivered.length === 0
          ? { status: 'ok' }
          : {
              status: 'failed',
              error: `undelivered: a dead letter of ${undelivered.map(({ name }) => `rule ${name}`).join(', ')}`,
            }),
        details: event,
      },
    ];
  };
  const letterGroup = ({ queue, message }: TimelineSources['deadLetters'][number]): Group => [
    {
      kind: 'failure',
      depth: 0,
      at: message.sentAt,
      title: `dead letter of queue ${queue}`,
      note: `after ${message.receiveCount} deliveries`,
      queue,
      status: 'failed',
      details: message,
    },
  ];

  const groups = [
    ...[...requests, ...webhooks].map(requestGroup),
    // First, because a queue hands an event on within the same millisecond.
    ...events.map(eventGroup),
    ...background.map((invocation) => invocationGroup(invocation, 0)),
    ...sources.deadLetters.filter(({ message }) => mentions(message.body)).map(letterGroup),
  ].sort(([one], [other]) => (one?.at ?? 0) - (other?.at ?? 0));
  const steps = groups.flat();
  return {
    correlationId,
    ...(subject !== undefined && { subject }),
    startedAt: start,
    endedAt: Math.max(start, ...steps.map(endOf)),
    steps,
  };
};
