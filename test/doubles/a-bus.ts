import { receiveCanary } from '../../lib/app/canary/receive-canary.ts';
import { type SendCanaryDependencies, sendCanary } from '../../lib/app/canary/send-canary.ts';
import type { Canary } from '../../lib/app/ports/canary.ts';
import type { Publication } from '../../lib/app/ports/event-publisher.ts';
import { calmly } from '../harness/shop/calmly.ts';
import { createMemoryCanaryStore } from './memory-canary-store.ts';

export const boundMs = 30_000;

/** A canary's way over a bus that a test controls, by a clock that it moves. */
export const aBus = (facts: Partial<SendCanaryDependencies> = {}) => {
  let now = Date.parse('2026-07-01T12:00:00.000Z');
  let answer: Publication = { outcome: 'accepted' };
  let drawn = 0;
  const published: Canary[] = [];
  const told: string[] = [];
  const ages: number[] = [];
  const store = createMemoryCanaryStore();
  const clock = () => now;
  const telemetry = {
    canaryJudged: ({ id }: Canary, verdict: string) => void told.push(`${id} ${verdict}`),
    canaryNotJudged: ({ id }: Canary) => void told.push(`${id} not judged`),
    canaryRefused: ({ id }: Canary, code: string) => void told.push(`${id} refused: ${code}`),
    canaryUnknown: ({ id }: Canary) => void told.push(`${id} unknown`),
  };
  const send = sendCanary({
    store,
    publisher: {
      publish: async (canary) => {
        published.push(canary);
        return answer;
      },
    },
    telemetry,
    clock,
    newId: () => {
      drawn += 1;
      return `canary-${drawn}`;
    },
    boundMs,
    drain: { clock, concurrency: 1, reserveMs: 0, onOldestDue: (age) => ages.push(age) },
    ...facts,
  });
  const receive = receiveCanary({ store, telemetry, clock });
  return {
    store,
    published,
    told,
    ages,
    send: () => send(calmly),
    receive: (canary: Canary) => receive(canary, calmly),
    /** The canary that was sent last. */
    last(): Canary {
      const canary = published.at(-1);
      if (!canary) throw new Error('no canary was sent');
      return canary;
    },
    advance: (ms: number) => {
      now += ms;
    },
    answerWith: (publication: Publication) => {
      answer = publication;
    },
  };
};
