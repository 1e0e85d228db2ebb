import { setTimeout as pause } from 'node:timers/promises';
import { errorEnvelopeSchema } from '../../lib/contract/schemas/error-envelope-schema.ts';
import { describeBody } from './describe-body.ts';
import type { CommandReply } from './operator-command.ts';
import type { Reply, Send, ShopRequest } from './shop-client.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/**
 * Differences between an expected and an actual value, one text per place. Objects may have more members than
 * expected, lists may not.
 */
export const differences = (expected: unknown, actual: unknown, place = ''): string[] => {
  if (!isObject(expected) || !isObject(actual) || Array.isArray(expected) !== Array.isArray(actual)) {
    return Object.is(expected, actual) ? [] : [`${place || 'it'} is ${show(actual)}, not ${show(expected)}`];
  }
  if (Array.isArray(expected) && expected.length !== actual['length']) {
    return [`${place || 'it'} has ${actual['length']} items, not ${expected.length}`];
  }
  return Object.entries(expected).flatMap(([name, member]) =>
    differences(
      member,
      Object.hasOwn(actual, name) ? actual[name] : undefined,
      place ? `${place}.${name}` : name,
    ),
  );
};

/** The expected reply. Headers and body may have more members. */
export interface Expectation {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The whole body, byte for byte. */
  readonly text?: string;
}

export interface Step {
  readonly request: ShopRequest;
  readonly expected: Expectation;
  /** The part of the body to compare; by default the whole body. */
  readonly part?: (body: unknown) => unknown;
  /** Repeats the request until the reply is as expected, with a pause and `meanwhile` in between. */
  readonly until?: { readonly meanwhile: () => Promise<unknown>; readonly timeoutMs: number };
}

/** The reply to a step was not as expected. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

export interface GuideOptions {
  readonly send: Send;
  readonly print: (line: string) => void;
  /** Milliseconds on a clock that only goes forward. */
  readonly now: () => number;
}

/** Runs steps and prints their requests and replies. */
export interface Guide {
  /**
   * @param shows title of the step.
   * @throws {StepFailed} when the reply is not as expected.
   */
  step(shows: string, step: Step): Promise<Reply>;
  /**
   * Sends requests at the same time. One that is answered 503 or 504 is sent again after its `Retry-After`.
   * @param expected number of replies of each kind: their status, and the error's code if there is one.
   * @throws {StepFailed} when the numbers are others.
   */
  together(
    shows: string,
    requests: readonly ShopRequest[],
    expected: Readonly<Record<string, number>>,
  ): Promise<void>;
  /**
   * Runs a command of the operator.
   * @param line as it is typed.
   * @param expected text in its output.
   * @throws {StepFailed} when it fails, or its output has no such text.
   */
  command(shows: string, line: string, run: () => Promise<CommandReply>, expected: string): Promise<void>;
  count(): { readonly steps: number; readonly failed: number };
}

const pauseMs = 250;

/** Most replies 503 and 504 to one request. */
const maxRetries = 20;

/** Statuses of a busy service: the request had no effect, or its key finds the effect. */
const busyStatuses: readonly number[] = [503, 504];

const kindOf = ({ status, body }: Reply): string => {
  const problem = errorEnvelopeSchema.safeParse(body);
  return problem.success ? `${status} ${problem.data.error.code}` : String(status);
};

export const createGuide = ({ send, print, now }: GuideOptions): Guide => {
  let steps = 0;
  let failed = 0;

  const judge = (reply: Reply, { expected, part = (body) => body }: Step): readonly string[] => {
    const actual = {
      status: reply.status,
      headers: reply.headers,
      body: part(reply.body),
      text: reply.text,
    };
    return differences(expected, actual);
  };

  const ask = async (step: Step) => {
    const { request, until } = step;
    const end = now() + (until?.timeoutMs ?? 0);
    for (;;) {
      const reply = await send(request);
      const faults = judge(reply, step);
      if (faults.length === 0 || until === undefined || now() >= end) return { reply, faults };
      await until.meanwhile();
      await pause(pauseMs);
    }
  };

  const sendPatiently = async (request: ShopRequest): Promise<Reply> => {
    for (let retries = 0; ; retries += 1) {
      const reply = await send(request);
      if (!busyStatuses.includes(reply.status) || retries >= maxRetries) return reply;
      await pause(Number(reply.headers['retry-after'] ?? 1) * 1_000);
    }
  };

  const begin = async <T>(work: () => Promise<T>): Promise<T> => {
    steps += 1;
    try {
      return await work();
    } catch (error) {
      failed += 1;
      throw error;
    }
  };

  const report = (shows: string, faults: readonly string[], lines: readonly string[]) => {
    print(`  ${faults.length === 0 ? '✓' : '✗'} ${shows}`);
    for (const line of lines) print(`      ${line}`);
    if (faults.length === 0) return;
    failed += 1;
    for (const fault of faults) print(`      ✗ ${fault}`);
    throw new StepFailed(shows);
  };

  const since = (start: number): string => `(${(now() - start).toFixed(0)} ms)`;

  return {
    count: () => ({ steps, failed }),
    async step(shows, step) {
      const { request, part = (body: unknown) => body } = step;
      const start = now();
      const { reply, faults } = await begin(() => ask(step));
      const sent = [
        request.body === undefined ? '' : ` ${JSON.stringify(request.body)}`,
        request.idempotencyKey === undefined ? '' : ` key ${request.idempotencyKey}`,
      ].join('');
      report(shows, faults, [
        `${request.method} ${request.target}${sent}`,
        `→ ${reply.status} ${describeBody(part(reply.body))} ${since(start)}`,
      ]);
      return reply;
    },

    async command(shows, line, run, expected) {
      const start = now();
      const { code, output } = await begin(run);
      const found = output.split('\n').find((printed) => printed.includes(expected));
      report(
        shows,
        [
          ...(code === 0 ? [] : [`it ends with exit code ${code}`]),
          ...(found === undefined ? [`its output ${show(output)} has no ${show(expected)}`] : []),
        ],
        [line, `→ ${found ?? output} ${since(start)}`],
      );
    },

    async together(shows, requests, expected) {
      const start = now();
      const replies = await begin(() => Promise.all(requests.map(sendPatiently)));
      const actual = Object.fromEntries(
        [...Map.groupBy(replies, kindOf)].map(([kind, { length }]) => [kind, length]),
      );
      const others = Object.keys(actual).filter((kind) => !Object.hasOwn(expected, kind));
      const [first] = requests;
      report(
        shows,
        [
          ...differences(expected, actual),
          ...others.map((kind) => `${actual[kind]} × ${kind} is unexpected`),
        ],
        [
          `${requests.length} × ${first?.method} ${first?.target}`,
          `→ ${Object.entries(actual)
            .map(([kind, count]) => `${count} × ${kind}`)
            .join(', ')} ${since(start)}`,
        ],
      );
    },
  };
};
