import type { EventCounts, Outcome } from '../../../../lib/slo/budget.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { CommandError } from '../../../command-line/command-error.ts';
import { orderService } from '../../order-service-declaration.ts';
import type { Sample } from '../exposition-parser.ts';

const eventsMetric = orderService.series.events;

/** An objective's events among samples, added up over all instances; undefined when no sample counts it. */
export const countedEvents = (
  { id }: Pick<Objective, 'id'>,
  samples: readonly Pick<Sample, 'labels' | 'value'>[],
): EventCounts | undefined => {
  const mine = samples.filter(({ labels }) => labels['slo'] === id);
  if (mine.length === 0) return undefined;
  const sum = (outcome: Outcome): number =>
    mine.filter(({ labels }) => labels['outcome'] === outcome).reduce((total, { value }) => total + value, 0);
  return { good: sum('good'), bad: sum('bad') };
};

/** @throws {CommandError} when no sample counts an objective. */
export const requireEvents = (
  objective: Pick<Objective, 'id'>,
  samples: readonly Sample[],
  source: string,
): EventCounts => {
  const counts = countedEvents(
    objective,
    samples.filter(({ name }) => name === eventsMetric),
  );
  if (counts) return counts;
  throw new CommandError(
    `${source} has no ${eventsMetric}{slo="${objective.id}"}. The service may be older than its objectives.`,
  );
};

/** Events from one reading of a counter to the next; one that went back has begun again at zero. */
export const eventsBetween = (before: EventCounts, after: EventCounts): EventCounts => {
  const increase = (from: number, to: number) => (to < from ? to : to - from);
  return { good: increase(before.good, after.good), bad: increase(before.bad, after.bad) };
};
