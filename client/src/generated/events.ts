// Written by `npm run generate` from lib/contract/. Do not edit.

/** Fields of every event. */
export interface OrderEventHead {
  /** Identical for every delivery of the event: `<orderId>:<orderVersion>:<n>`, n from 1 within a version. */
  eventId: string;
  /** Version of the schema; a breaking change has a new version. */
  schemaVersion: 1;
  /** Time of the commit. */
  occurredAt: string;
  /** `ord_` followed by a ULID. */
  orderId: string;
  /** 1 for a new order; each transition adds 1. */
  orderVersion: number;
  /** Correlation id of the request or scheduled job that caused the event. */
  correlationId: string;
  /** Cause of the event: the idempotency record, request or scheduled job. */
  causationId: string;
  /** W3C Trace Context of the request that caused the event. Absent when it had none. */
  traceparent?: string | undefined;
}

/** A customer placed an order. Its stock is reserved; the order awaits payment. */
export interface OrderCreatedEvent extends OrderEventHead {
  type: 'order.created';
  data: {
    /** Customer who owns the order. */
    customerId: string;
    /** Sum of the items, in minor units (cents). */
    total: {
      amount: number;
      currency: 'USD';
    };
    /** Time of placement. */
    createdAt: string;
    /** Ordered products, with name and unit price at the time of the order. */
    items: {
      sku: string;
      name: string;
      quantity: number;
      unitPrice: {
        amount: number;
        currency: 'USD';
      };
    }[];
    /** Sales channel of the order. */
    source: 'web' | 'mobile' | 'partner' | 'api';
    /** Customer type. */
    customerType: 'standard' | 'premium' | 'business';
    /** The order expires if it is not paid by this time. */
    payableUntil: string;
  };
}

/** The order is paid; its items can be shipped. */
export interface OrderConfirmedEvent extends OrderEventHead {
  type: 'order.confirmed';
  data: {
    /** Customer who owns the order. */
    customerId: string;
    /** Sum of the items, in minor units (cents). */
    total: {
      amount: number;
      currency: 'USD';
    };
    /** Time of placement. */
    createdAt: string;
    /** Ordered products, with name and unit price at the time of the order. */
    items: {
      sku: string;
      name: string;
      quantity: number;
      unitPrice: {
        amount: number;
        currency: 'USD';
      };
    }[];
  };
}

/** A payment was declined. The customer can retry until `payableUntil`. */
export interface OrderPaymentFailedEvent extends OrderEventHead {
  type: 'order.payment-failed';
  data: {
    /** Customer who owns the order. */
    customerId: string;
    /** Sum of the items, in minor units (cents). */
    total: {
      amount: number;
      currency: 'USD';
    };
    /** Time of placement. */
    createdAt: string;
    /** The payment gateway's reason, such as `insufficient_funds` for a payment or `expired_or_canceled_card` for a refund. */
    reason: string;
    /** Number of the payment attempt, from 1. */
    attempt: number;
    /** The order expires if it is not paid by this time. */
    payableUntil: string;
  };
}

/** The order was shipped. It can no longer be cancelled. */
export interface OrderShippedEvent extends OrderEventHead {
  type: 'order.shipped';
  data: {
    /** Customer who owns the order. */
    customerId: string;
    /** Sum of the items, in minor units (cents). */
    total: {
      amount: number;
      currency: 'USD';
    };
    /** Time of placement. */
    createdAt: string;
  };
}

/** The order was delivered; it is complete. */
export interface OrderDeliveredEvent extends OrderEventHead {
  type: 'order.delivered';
  data: {
    /** Customer who owns the order. */
    customerId: string;
    /** Sum of the items, in minor units (cents). */
    total: {
      amount: number;
      currency: 'USD';
    };
    /** Time of placement. */
    createdAt: string;
  };
}

/** The order was cancelled before shipment. Its stock is released. */
export interface OrderCancelledEvent extends OrderEventHead {
  type: 'order.cancelled';
  data: {
    /** Customer who owns the order. */
    customerId: string;
    /** Sum of the items, in minor units (cents). */
    total: {
      amount: number;
      currency: 'USD';
    };
    /** Time of placement. */
    createdAt: string;
    /** Whether a refund is due because the order was paid. */
    refundDue: boolean;
    /** Status before the cancellation: `pending` or `confirmed`. Absent from events up to November 2026. */
    previousStatus?: 'pending' | 'confirmed' | 'shipped' | 'delivered' | 'cancelled' | 'expired' | undefined;
  };
}

/** The order was not paid in time. Its stock is released. */
export interface OrderExpiredEvent extends OrderEventHead {
  type: 'order.expired';
  data: {
    /** Customer who owns the order. */
    customerId: string;
    /** Sum of the items, in minor units (cents). */
    total: {
      amount: number;
      currency: 'USD';
    };
    /** Time of placement. */
    createdAt: string;
  };
}

/** A refund succeeded: the payment gateway has sent the money back. */
export interface OrderRefundSucceededEvent extends OrderEventHead {
  type: 'order.refund-succeeded';
  data: {
    /** Customer who owns the order. */
    customerId: string;
    /** Sum of the items, in minor units (cents). */
    total: {
      amount: number;
      currency: 'USD';
    };
    /** Time of placement. */
    createdAt: string;
    /** Status of the order; a refund does not change it. */
    status: 'pending' | 'confirmed' | 'shipped' | 'delivered' | 'cancelled' | 'expired';
    /** Number of the refund, from 1. */
    refund: number;
    /** Amount of this refund. */
    amount: {
      amount: number;
      currency: 'USD';
    };
    /** Sum of all refunds of the order that have succeeded. */
    refunded: {
      amount: number;
      currency: 'USD';
    };
  };
}

/** A refund failed, also one that had succeeded before. The money is still owed to the customer. */
export interface OrderRefundFailedEvent extends OrderEventHead {
  type: 'order.refund-failed';
  data: {
    /** Customer who owns the order. */
    customerId: string;
    /** Sum of the items, in minor units (cents). */
    total: {
      amount: number;
      currency: 'USD';
    };
    /** Time of placement. */
    createdAt: string;
    /** Status of the order; a refund does not change it. */
    status: 'pending' | 'confirmed' | 'shipped' | 'delivered' | 'cancelled' | 'expired';
    /** Number of the refund, from 1. */
    refund: number;
    /** Amount of this refund. */
    amount: {
      amount: number;
      currency: 'USD';
    };
    /** Sum of all refunds of the order that have succeeded. */
    refunded: {
      amount: number;
      currency: 'USD';
    };
    /** The payment gateway's reason, such as `insufficient_funds` for a payment or `expired_or_canceled_card` for a refund. */
    reason: string;
  };
}

/** The `detail` of an event of the bus. New types and fields come without notice: ignore those. */
export type OrderEvent =
  | OrderCreatedEvent
  | OrderConfirmedEvent
  | OrderPaymentFailedEvent
  | OrderShippedEvent
  | OrderDeliveredEvent
  | OrderCancelledEvent
  | OrderExpiredEvent
  | OrderRefundSucceededEvent
  | OrderRefundFailedEvent;
