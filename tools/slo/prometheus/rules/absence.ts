import type { Severity } from '../../../../lib/slo/burn-alerts.ts';
import { errorBudget } from '../../../../lib/slo/decimal.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { orderService } from '../../order-service-declaration.ts';

/** Part of the budget that a total outage would burn while an alert on missing counters waits. */
const shareOfBudget: Readonly<Record<Severity, number>> = { page: 0.05, ticket: 0.01 };

/** One or two failed scrapes in a row are no outage. */
const leastSeconds: Readonly<Record<Severity, number>> = { page: 120, ticket: 60 };

/**
 * Seconds without counters until an alert: they may be a total outage, so that its wait is the time in which one burns
 * 1 % of the budget before the ticket and 5 % before the page.
 */
export const secondsToMissEvents = ({ target, windowDays }: Objective, severity: Severity): number =>
  Math.max(
    Math.round(windowDays * 86_400 * Number(errorBudget(target)) * shareOfBudget[severity]),
    leastSeconds[severity],
  );

/** Seconds without a successful scrape until an alert: those of the objective with the smallest budget. */
export const secondsToMissScrapes = (severity: Severity): number =>
  Math.min(
    ...Object.values(orderService.objectives).map((objective) => secondsToMissEvents(objective, severity)),
  );
