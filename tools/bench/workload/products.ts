/** What the benchmark's orders are about. There is enough in stock for any number of them. */
export const products = [
  { sku: 'TEA-001', name: 'Green tea', unitPrice: { amount: 1_299, currency: 'USD' }, stock: 1_000_000_000 },
  { sku: 'TEA-002', name: 'Black tea', unitPrice: { amount: 899, currency: 'USD' }, stock: 1_000_000_000 },
  { sku: 'CUP-001', name: 'Cup', unitPrice: { amount: 2_450, currency: 'USD' }, stock: 1_000_000_000 },
] as const;
