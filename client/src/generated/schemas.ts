// Written by `npm run generate` from lib/contract/. Do not edit.

export interface CreateOrderRequest {
  items: {
    sku: string;
    quantity: number;
  }[];
  source?: 'web' | 'mobile' | 'partner' | 'api' | undefined;
  /** Customer of the order; by default the subject of the token. Any other needs the scope `orders:admin`. */
  customerId?: string | undefined;
}

export interface PayOrderRequest {
  paymentMethod: string;
}

export interface RefundOrderRequest {
  amount: {
    amount: number;
    currency: 'USD';
  };
}

export interface Order {
  id: string;
  customerId: string;
  status: 'pending' | 'confirmed' | 'shipped' | 'delivered' | 'cancelled' | 'expired';
  items: {
    sku: string;
    name: string;
    quantity: number;
    unitPrice: Money;
  }[];
  total: Money;
  source: 'web' | 'mobile' | 'partner' | 'api';
  /** From the claim `customer_type` of the token; `standard` for an order that an administrator placed for another customer. */
  customerType: 'standard' | 'premium' | 'business';
  createdAt: string;
  updatedAt: string;
  version: number;
  /** Absent for an order without an attempt to pay it. */
  payment?: {
    /** The latest payment: `unknown` (its outcome is not known yet), `requires_action` (the customer has to act), `paid`, or `declined` (no money was taken). */
    status: 'unknown' | 'requires_action' | 'paid' | 'declined';
  } | undefined;
  /** Absent for an order without a refund. */
  refund?: {
    /** State of the least finished refund: `due` (not yet accepted by the gateway), `requested` (on its way), `failed` or `succeeded`. */
    status: 'due' | 'requested' | 'failed' | 'succeeded';
    /** Sum of all refunds that succeeded. */
    amount: Money;
  } | undefined;
}

export interface PaidOrder {
  id: string;
  customerId: string;
  status: 'pending' | 'confirmed' | 'shipped' | 'delivered' | 'cancelled' | 'expired';
  items: {
    sku: string;
    name: string;
    quantity: number;
    unitPrice: Money;
  }[];
  total: Money;
  source: 'web' | 'mobile' | 'partner' | 'api';
  /** From the claim `customer_type` of the token; `standard` for an order that an administrator placed for another customer. */
  customerType: 'standard' | 'premium' | 'business';
  createdAt: string;
  updatedAt: string;
  version: number;
  payment?: {
    /** The latest payment: `unknown` (its outcome is not known yet), `requires_action` (the customer has to act), `paid`, or `declined` (no money was taken). */
    status: 'unknown' | 'requires_action' | 'paid' | 'declined';
    /** With `requires_action`: for the library of the payment gateway in the browser. Do not store or log it. */
    clientSecret?: string | undefined;
  } | undefined;
  /** Absent for an order without a refund. */
  refund?: {
    /** State of the least finished refund: `due` (not yet accepted by the gateway), `requested` (on its way), `failed` or `succeeded`. */
    status: 'due' | 'requested' | 'failed' | 'succeeded';
    /** Sum of all refunds that succeeded. */
    amount: Money;
  } | undefined;
}

export interface OrderList {
  /** Newest first; oldest first with `allCustomers`. A page can have fewer items than `limit`, even none, before the last page. */
  items: Order[];
  /** Absent on the last page. */
  nextCursor?: string | undefined;
}

/** Read model of the caller’s orders, built from order events. It is eventually consistent: usually one or two seconds behind the orders, longer while events are delayed. */
export interface CustomerSummary {
  customerId: string;
  /** Number of orders, in total and by current status. */
  orders: {
    total: number;
    pending: number;
    confirmed: number;
    shipped: number;
    delivered: number;
    cancelled: number;
    expired: number;
  };
  /** One entry per currency. */
  amounts: {
    /** Total of all orders. */
    ordered: Money;
    /** Amount paid. */
    paid: Money;
    /** Amount refunded: refunds that succeeded. */
    refunded: Money;
  }[];
  /** Number of declined payments. */
  paymentFailures: number;
  /** Placement time of the newest order. */
  lastOrderAt?: string | undefined;
  /** Time of the last update of the summary. */
  updatedAt?: string | undefined;
}

export interface PutProductRequest {
  name?: string | undefined;
  unitPrice?: {
    amount: number;
    currency: 'USD';
  } | undefined;
  stock?: number | undefined;
  stockShards?: number | undefined;
  discontinued?: boolean | undefined;
}

export interface StockMovementRequest {
  quantity: number;
  reason: 'received' | 'written_off' | 'correction';
}

export interface Product {
  sku: string;
  name: string;
  unitPrice: Money;
  available: number;
  discontinued?: true | undefined;
}

export interface ProductList {
  items: Product[];
  nextCursor?: string | undefined;
}

export interface Money {
  amount: number;
  currency: 'USD';
}

export interface ListOrdersQuery {
  status?: 'pending' | 'confirmed' | 'shipped' | 'delivered' | 'cancelled' | 'expired' | undefined;
  limit?: number | undefined;
  /** `nextCursor` of the previous page, with the other parameters unchanged. */
  cursor?: string | undefined;
  /** Customer whose orders are listed; another than the caller requires `orders:admin`. */
  customerId?: string | undefined;
  /** Lists the orders of all customers, oldest first. Requires `orders:admin` and `status`; excludes `customerId`. */
  allCustomers?: 'true' | undefined;
}

export interface ListProductsQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
}
