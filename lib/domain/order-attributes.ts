/** Where an order came from. A metric label, so the set is closed. */
export const orderSources = ['web', 'mobile', 'partner', 'api'] as const;
export type OrderSource = (typeof orderSources)[number];
export const defaultOrderSource: OrderSource = 'api';

/** Kind of customer, from the token's claim `customer_type`. A metric label, so the set is closed. */
export const customerTypes = ['standard', 'premium', 'business'] as const;
export type CustomerType = (typeof customerTypes)[number];
export const defaultCustomerType: CustomerType = 'standard';
