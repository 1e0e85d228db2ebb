import type { Objective } from '../../lib/slo/objective.ts';

/** An objective of 99.9 % over 30 days with plenty of traffic. */
export const anObjective = (fields: Partial<Objective> = {}): Objective => ({
  id: 'availability',
  title: 'Availability',
  description: 'Requests are answered.',
  target: '99.9',
  windowDays: 30,
  indicator: { kind: 'availability' },
  owner: 'order-service',
  runbook: 'docs/runbooks/slo-availability.md',
  minBadEvents: 5,
  trickleBadEvents: 5,
  expectedEventsPerHour: 20_000,
  ...fields,
});
