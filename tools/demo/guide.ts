import { setTimeout as pause } from 'node:timers/promises';
import { describeBody } from './describe-body.ts';
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
  count(): { readonly steps: number; readonly failed: number };
}

const pauseMs = 250;

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

  return {
    count: () => ({ steps, failed }),
    async step(shows, step) {
      const { request, part = (body: unknown) => body } = step;
      steps += 1;
      const start = now();
      const { reply, faults } = await ask(step).catch((error: unknown) => {
        failed += 1;
        throw error;
      });
      const passed = faults.length === 0;
      const sent = [
        request.body === undefined ? '' : ` ${JSON.stringify(request.body)}`,
        request.idempotencyKey === undefined ? '' : ` key ${request.idempotencyKey}`,
      ].join('');
      print(`  ${passed ? '✓' : '✗'} ${shows}`);
      print(`      ${request.method} ${request.target}${sent}`);
      print(`      → ${reply.status} ${describeBody(part(reply.body))} (${(now() - start).toFixed(0)} ms)`);
      if (passed) return reply;
      failed += 1;
      for (const fault of faults) print(`      ✗ ${fault}`);
      throw new StepFailed(shows);
    },
  };
};
