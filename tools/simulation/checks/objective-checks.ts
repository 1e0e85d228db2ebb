import { countSloEvents } from '../../../lib/adapters/telemetry/count-slo-events.ts';
import { slos } from '../../../lib/contract/slos.ts';
import type { ServedRequest } from '../service/api-gateway.ts';

/** At least so many, and at most. */
export type Range = readonly [least: number, most: number];

export const exactly = (count: number): Range => [count, count];

/** Violations of what an objective has to have counted. */
export const compareCounts = (
  name: string,
  counted: { readonly good: number; readonly bad: number },
  expected: { readonly good: Range; readonly bad: Range },
): string[] =>
  (['good', 'bad'] as const).flatMap((outcome) => {
    const [least, most] = expected[outcome];
    const wanted = least === most ? least : `${least} to ${most}`;
    return counted[outcome] < least || counted[outcome] > most
      ? [`${name}: ${counted[outcome]} ${outcome} events counted, clients felt ${wanted}`]
      : [];
  });

/** Clocks of functions differ from that of the gateway by this at most, in milliseconds. */
const skewMs = 201;

const isReplayed = ({ answer }: ServedRequest): boolean => 'Idempotent-Replayed' in (answer?.headers ?? {});

/** A request without an answer of its function is answered by the gateway, with a failure. */
const statusOf = ({ answer }: ServedRequest): number => answer?.statusCode ?? 500;

/**
 * Each answer that a client got is counted once: by the function that gave it, or by the gateway’s access log when none
 * did. Mistakes of clients, repeated answers and webhooks are not counted.
 */
export const checkObjectives = (
  requests: readonly ServedRequest[],
  totals: ReadonlyMap<string, bigint>,
): string[] => {
  const counted = countSloEvents(totals);
  const ofClients = requests.filter(({ routeId }) => routeId !== 'stripe-webhook');
  const successes = ofClients.filter((request) => statusOf(request) < 400 && !isReplayed(request));
  const failures = ofClients.filter((request) => statusOf(request) >= 500);
  const placed = successes.filter(({ routeId }) => routeId === 'create-order');
  const { thresholdMs } = slos['order-latency'].indicator;
  const within = (ms: number) =>
    placed.filter(({ arrivedAt, answeredAt }) => answeredAt - arrivedAt <= ms).length;
  const [fast, notSlow] = [within(thresholdMs - skewMs), within(thresholdMs + skewMs)];
  const latency = counted['order-latency'];
  return [
    ...compareCounts('availability', counted.availability, {
      good: exactly(successes.length),
      bad: exactly(failures.length),
    }),
    ...compareCounts('order-latency', latency, {
      good: [fast, notSlow],
      bad: exactly(placed.length - latency.good),
    }),
  ];
};
