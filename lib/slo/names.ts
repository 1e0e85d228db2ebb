import type { BurnAlert } from './burn-alerts.ts';
import { windowText } from './durations.ts';
import type { Objective } from './objective.ts';

/** The name by which every platform knows an alert: `availability-page-1h`. */
export const burnAlertName = (
  { id }: Pick<Objective, 'id'>,
  { severity, longMinutes }: Pick<BurnAlert, 'severity' | 'longMinutes'>,
): string => `${id}-${severity}-${windowText(longMinutes)}`;
