import { randomUUID } from 'node:crypto';
import type { Invocation } from '../lambda/invocation.ts';
import type { LambdaService } from '../lambda/lambda-service.ts';
import type { PaymentCall } from './payment-call.ts';
import { createRing, type Ring } from './ring.ts';

/** Cause of an invocation. */
export type InvocationOrigin = 'route' | 'schedule' | 'stream' | 'queue' | 'logs';

/** One request of a function to the database, with references to what was sent and answered. */
export interface DatabaseCall {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly ms: number;
  /** Such as `TransactWriteItems`. */
  readonly operation: string;
  /** The parsed body of the request. */
  readonly content: unknown;
  readonly status: number;
  /** The body of the answer; absent when it is large. */
  readonly answer?: string;
}

export interface RecordedInvocation {
  readonly traceId: string;
  /** Its id in log lines. */
  readonly requestId: string;
  readonly functionName: string;
  readonly origin: InvocationOrigin;
  /** Milliseconds since 1970 at which it was asked for. */
  readonly at: number;
  /** The event, as JSON; absent when it is large. */
  readonly event?: string;
  /** Whether a person invoked the function, and nothing else of the system. */
  readonly byHand?: true;
  readonly calls: readonly DatabaseCall[];
  /** Requests to the payment gateway. */
  readonly payments: readonly PaymentCall[];
  /** Absent while it runs. */
  readonly ended?: { readonly at: number } & Invocation;
}

type Open = { -readonly [K in keyof RecordedInvocation]: RecordedInvocation[K] } & {
  calls: DatabaseCall[];
  payments: PaymentCall[];
};

/** The newest invocations with their requests to the database. */
export interface InvocationJournal {
  /** A service that is watched: it does the same, and each invocation is in the journal. */
  watch(lambda: LambdaService, originOf: (functionName: string) => InvocationOrigin): LambdaService;
  /** Adds a request to the invocation with this trace header; nothing is kept for an unknown one. */
  addCall(traceHeader: string, call: DatabaseCall): void;
  addPayment(traceHeader: string, call: PaymentCall): void;
  find(traceId: string): RecordedInvocation | undefined;
  /** In order of their begin. */
  list(): readonly RecordedInvocation[];
}

export interface InvocationJournalOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onEnd?: (invocation: RecordedInvocation) => void;
}

/** Jobs and log lines run all the time; they must not push out the invocations that belong to a request. */
const capacities: Readonly<Record<InvocationOrigin, number>> = {
  route: 1_000,
  stream: 500,
  queue: 500,
  schedule: 200,
  logs: 50,
};
const maxCalls = 200;
const maxEventLength = 64 * 1024;

const addTo = <T>(calls: T[] | undefined, call: T): void => {
  if (calls && calls.length < maxCalls) calls.push(call);
};

/** The root of a trace header: `Root=1-…;Parent=…`. */
export const rootOf = (traceHeader: string): string =>
  /(?:^|;)Root=([^;]+)/.exec(traceHeader)?.[1] ?? traceHeader;

export const createInvocationJournal = ({
  now,
  onEnd = () => {},
}: InvocationJournalOptions): InvocationJournal => {
  const byTrace = new Map<string, Open>();
  const forget = (invocation: Open) => {
    if (byTrace.get(invocation.traceId) === invocation) byTrace.delete(invocation.traceId);
  };
  const ringOf = (origin: InvocationOrigin): Ring<Open> => createRing<Open>(capacities[origin], forget);
  const rings: Readonly<Record<InvocationOrigin, Ring<Open>>> = {
    route: ringOf('route'),
    stream: ringOf('stream'),
    queue: ringOf('queue'),
    schedule: ringOf('schedule'),
    logs: ringOf('logs'),
  };
  return {
    watch: (lambda, originOf) => ({
      ...lambda,
      async invoke(functionName, request, signal) {
        const origin = originOf(functionName);
        const { requestId = randomUUID() } = request;
        const recorded: Open = {
          traceId: rootOf(request.traceId),
          requestId,
          functionName,
          origin,
          at: now(),
          ...(origin !== 'logs' && request.event.length <= maxEventLength && { event: request.event }),
          ...(request.byHand && { byHand: true }),
          calls: [],
          payments: [],
        };
        byTrace.set(recorded.traceId, recorded);
        rings[origin].add(recorded);
        const invocation = await lambda.invoke(functionName, { ...request, requestId }, signal);
        recorded.ended = { at: now(), ...invocation };
        onEnd(recorded);
        return invocation;
      },
    }),
    addCall: (traceHeader, call) => addTo(byTrace.get(rootOf(traceHeader))?.calls, call),
    addPayment: (traceHeader, call) => addTo(byTrace.get(rootOf(traceHeader))?.payments, call),
    find: (traceId) => byTrace.get(traceId),
    list: () =>
      Object.values(rings)
        .flatMap((ring) => ring.entries())
        .sort((one, other) => one.at - other.at),
  };
};
