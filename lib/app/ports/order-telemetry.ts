import type { Order } from '../../domain/order.ts';

/** Told what happened to orders, after it is committed; must not throw. */
export interface OrderTelemetry {
  orderPlaced(order: Order): void;
  /** After each later change, with the order as it is now. */
  orderChanged(order: Order): void;
}
