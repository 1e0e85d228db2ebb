import { productPartition, stockPrefix } from '../../../lib/adapters/dynamodb/keys.ts';
import type { OrderStatus } from '../../../lib/domain/order-status.ts';
import { bodyOf, codeOf, type Observation } from '../history/client.ts';
import type { ItemState } from '../world/commit-log.ts';
import type { SimulatedDatabase } from '../world/database.ts';
import { timelineOf } from './order-timeline-checks.ts';

type Commits = SimulatedDatabase['commits'];

/** The states that something had at some moment of a request. Between its commit and its visibility, a state may be seen or not. */
const statesDuring = <S extends Pick<ItemState, 'committedAt' | 'visibleAt'>>(
  states: readonly S[],
  { startedAt, endedAt }: Observation,
): S[] =>
  states.filter(
    ({ committedAt }, n) =>
      committedAt <= endedAt && (states[n + 1]?.visibleAt ?? Number.POSITIVE_INFINITY) >= startedAt,
  );

interface ShownOrder {
  readonly id?: string;
  readonly status?: OrderStatus;
  readonly version?: number;
}

/**
 * The order that an answer shows existed at some moment of its request: together with the order of the commits, every
 * request took effect at one moment between its beginning and its end. A replayed answer is older.
 */
const checkShown = (commits: Commits, observation: Observation): string[] => {
  const { id, status, version } = bodyOf(observation) as ShownOrder;
  if (id === undefined || status === undefined || version === undefined) return [];
  const timeline = timelineOf(commits, id);
  const seen = observation.replayed
    ? timeline.filter(({ committedAt }) => committedAt <= observation.endedAt)
    : statesDuring(timeline, observation);
  return seen.some((state) => state.status === status && state.version === version)
    ? []
    : [`order ${id} was not ${status} (version ${version}) during the request`];
};

interface Refusal {
  readonly details?: {
    readonly from?: OrderStatus;
    readonly sku?: string;
    readonly requested?: number;
  };
}

const detailsOf = (observation: Observation) =>
  (bodyOf(observation)['error'] as Refusal | undefined)?.details ?? {};

/** A transition is refused from a status that the order had; an order that may not be paid any more counts as expired. */
const checkTransition = (commits: Commits, observation: Observation): string[] => {
  const orderId = observation.call.path?.['orderId'] ?? '';
  const { from } = detailsOf(observation);
  const seen = statesDuring(timelineOf(commits, orderId), observation);
  return seen.some(({ status }) => status === from || (from === 'expired' && status === 'pending'))
    ? []
    : [`order ${orderId} was not ${from} during the request`];
};

/** An order is refused for its stock when the stock items, each as it was at some moment of the request, hold too little. */
const checkInsufficient = (commits: Commits, observation: Observation): string[] => {
  const { sku = '', requested = 0 } = detailsOf(observation);
  let least = 0;
  for (const [sk, states] of commits.itemsOf(productPartition(sku))) {
    if (!sk.startsWith(stockPrefix)) continue;
    const amounts = statesDuring(states, observation).map(({ item }) => Number(item['available'] ?? 0));
    const first = states[0]?.visibleAt ?? Number.POSITIVE_INFINITY;
    // An item that was made during the request held nothing at its beginning.
    if (amounts.length > 0 && first < observation.startedAt) least += Math.min(...amounts);
  }
  return least < requested ? [] : [`${sku} had at least ${least} units for the ${requested} requested`];
};

const checkAnswer = (commits: Commits, observation: Observation): string[] => {
  if (observation.status < 300) return checkShown(commits, observation);
  // A stored refusal is that of the first request, of which no answer may have come.
  if (observation.replayed) return [];
  if (codeOf(observation) === 'ORD-003') return checkTransition(commits, observation);
  return codeOf(observation) === 'ORD-004' ? checkInsufficient(commits, observation) : [];
};

/** Every answer is true of some moment of its request. */
export const checkAnswerTimes = (commits: Commits, observations: readonly Observation[]): string[] =>
  observations.flatMap((observation) =>
    checkAnswer(commits, observation).map(
      (problem) =>
        `${observation.call.routeId} was answered ${observation.status} ${observation.text.slice(0, 160)}: ${problem}`,
    ),
  );
