/** A product as `PUT /api/v1/products/{sku}` takes it; amounts in minor units. */
export interface CatalogueProduct {
  readonly sku: string;
  readonly name: string;
  readonly unitPrice: { readonly amount: number; readonly currency: 'USD' };
  readonly stock: number;
}

const product = (sku: string, name: string, amount: number, stock: number): CatalogueProduct => ({
  sku,
  name,
  unitPrice: { amount, currency: 'USD' },
  stock,
});

/** What the local shop sells. */
export const catalogue: readonly CatalogueProduct[] = [
  product('TEA-001', 'Darjeeling first flush, 100 g', 1_999, 1_000_000),
  product('TEA-002', 'Sencha, 100 g', 1_450, 500),
  product('POT-001', 'Cast-iron teapot, 0.8 l', 6_900, 40),
  product('CUP-001', 'Porcelain cup', 1_250, 200),
  product('BOX-001', 'Gift box with ribbon', 495, 3),
];
