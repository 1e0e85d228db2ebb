import type { Handler } from 'aws-lambda';
import { reportMeasurement } from '../processes/report-measurement.ts';
import { productEvent } from '../workload/api-event.ts';
import { lambdaContext } from '../workload/lambda-context.ts';
import { products } from '../workload/products.ts';

// Fills the catalogue with the handler of put-product: node put-products.mjs <bundle of put-product>.

const [, , bundle = ''] = process.argv;
const { handler }: { handler: Handler } = await import(bundle);
for (const product of products) {
  const response = await handler(productEvent(product), lambdaContext(product.sku), () => {});
  if (response.statusCode !== 200) throw new Error(`put-product: ${JSON.stringify(response)}`);
}
reportMeasurement({ stored: products.length });
process.exit();
