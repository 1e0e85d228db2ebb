/** Products of the benchmark's orders, with enough stock for any number of orders. */
export const products = [
  { sku: 'TEA-001', name: 'Green tea', unitPrice: { amount: 1_299, currency: 'USD' }, stock: 1_000_000_000 },
  { sku: 'TEA-002', name: 'Black tea', unitPrice: { amount: 899, currency: 'USD' }, stock: 1_000_000_000 },
  { sku: 'CUP-001', name: 'Cup', unitPrice: { amount: 2_450, currency: 'USD' }, stock: 1_000_000_000 },
] as const;
