import type { Stage } from '../service/stage.ts';
import type { Draws } from '../world/draws.ts';
import type { World } from '../world/world.ts';
import { type ApiCall, apiEvent } from './api-request.ts';

/** An answer that a client got, and the time in which its request was made. */
export interface Observation {
  readonly call: ApiCall;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly status: number;
  readonly text: string;
  readonly replayed: boolean;
}

/** The body of an answer. */
export const bodyOf = ({ text }: Pick<Observation, 'text'>): Record<string, unknown> =>
  text === '' ? {} : JSON.parse(text);

/** The error code of an answer; `undefined` for a success. */
export const codeOf = (observation: Pick<Observation, 'text'>): string | undefined =>
  observation.text.startsWith('{"error"')
    ? (bodyOf(observation)['error'] as { code?: string } | undefined)?.code
    : undefined;

/** Sends requests over a network that loses answers, and repeats them as a client does. */
export interface Client {
  /** The last answer; `undefined` when none came. */
  send(call: ApiCall): Promise<Observation | undefined>;
  pause(ms: number): Promise<void>;
  /** Acts at the bank, as a payment asks its customer to. */
  authenticate(clientSecret: string, succeeds: boolean): void;
}

const patienceMs = 5_000;
const repeatShare = 0.85;
const maxTries = 6;

const isWorthAnother = (observation: Observation | undefined): boolean =>
  observation === undefined || observation.status >= 500 || codeOf(observation) === 'IDM-003';

export const createClient = (
  world: World,
  stage: Pick<Stage, 'request' | 'gateway'>,
  draws: Draws,
  observations: Observation[],
): Client => {
  const { time } = world;
  const pause = (ms: number) => new Promise<void>((resolve) => time.after(ms, resolve));

  const attempt = async (call: ApiCall): Promise<Observation | undefined> => {
    const startedAt = time.now();
    const subject = Object.values(call.path ?? {}).join(' ');
    world.note(
      call.by.sub,
      `${call.routeId} ${subject} ${call.key ?? ''} ${JSON.stringify(call.body ?? '')}`,
    );
    const answer = await stage.request(call.routeId, apiEvent(call));
    const isLost = answer === undefined || world.strikes('answerLost', call.routeId);
    if (isLost) {
      world.note(call.by.sub, `gets no answer to ${call.routeId} ${subject}`);
      return undefined;
    }
    const observation = {
      call,
      startedAt,
      endedAt: time.now(),
      status: answer.statusCode,
      text: answer.body ?? '',
      replayed: 'Idempotent-Replayed' in (answer.headers ?? {}),
    };
    observations.push(observation);
    world.note(
      call.by.sub,
      `gets ${observation.status} ${codeOf(observation) ?? ''} of ${call.routeId} ${subject}`,
    );
    return observation;
  };

  return {
    pause,
    authenticate(clientSecret, succeeds) {
      world.note('customer', `${succeeds ? 'authenticates' : 'fails to authenticate'} ${clientSecret}`);
      stage.gateway.authenticate(clientSecret, succeeds);
    },
    async send(call) {
      let last: Observation | undefined;
      for (let tries = 1; tries <= maxTries; tries += 1) {
        last = await attempt(call);
        if (!isWorthAnother(last) || !draws.chance(repeatShare)) break;
        await pause(draws.between(100, patienceMs));
      }
      return last;
    },
  };
};
