import type { Order } from '../../domain/order.ts';

/** Told what happened to orders, after it is committed; must not throw. */
export interface OrderTelemetry {
  orderPlaced(order: Order): void;
}
