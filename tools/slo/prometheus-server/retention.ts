import { orderService } from '../order-service-declaration.ts';

/** Days that Prometheus keeps what it has seen: the longest window of an objective, and some to look back from. */
export const retentionDays =
  Math.max(...Object.values(orderService.objectives).map(({ windowDays }) => windowDays)) + 5;
