import type { Severity } from '../../../../lib/slo/burn-alerts.ts';
import { orderService } from '../../order-service-declaration.ts';
import type { AlertRule } from './rule.ts';

/** An alert of the service that no objective has. */
export const serviceAlert = (
  alert: string,
  severity: Severity,
  rest: Omit<AlertRule, 'alert' | 'labels'>,
): AlertRule => ({
  alert,
  labels: { sloth_service: orderService.name, sloth_severity: severity, severity, owner: orderService.name },
  ...rest,
});
