/** What a customer asks for: the price is never part of it. */
export interface OrderLineRequest {
  readonly sku: string;
  readonly quantity: number;
}

/** One line per SKU, in order of first appearance, quantities added up. */
export const mergeLines = (lines: readonly OrderLineRequest[]): OrderLineRequest[] => {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity }));
};
