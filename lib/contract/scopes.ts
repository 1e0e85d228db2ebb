/** OAuth scopes that an access token may carry. */
export const scopes = {
  ordersRead: 'orders:read',
  ordersWrite: 'orders:write',
  ordersAdmin: 'orders:admin',
  metricsRead: 'metrics:read',
} as const;

export type Scope = (typeof scopes)[keyof typeof scopes];
