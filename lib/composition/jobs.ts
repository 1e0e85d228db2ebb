import { type BacklogJobId, backlogMinutes } from '../contract/service.ts';
import { newsAbove } from '../metrics/news-above.ts';
import type { DrainSettings } from '../platform/resilience/drain-backlog.ts';
import { clock, metrics } from './platform.ts';

/** How a scheduled job drains a backlog whose age is not observed. @param concurrency items in progress at the same time. */
export const unobservedDrain = (concurrency: number): DrainSettings => ({
  clock,
  concurrency,
  // Longer than the slowest item takes.
  reserveMs: 10_000,
  onOldestDue: () => {},
});

/** How a scheduled job drains its backlog, whose age goes to CloudWatch. */
export const drainSettings = (job: BacklogJobId, concurrency: number): DrainSettings => ({
  ...unobservedDrain(concurrency),
  onOldestDue: newsAbove(backlogMinutes[job] * 60_000, (ageMs) =>
    metrics.set('order_service_job_oldest_due_seconds', { job }, ageMs / 1_000),
  ),
});
