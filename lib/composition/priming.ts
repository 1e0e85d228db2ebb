import { primeCatalogue } from '../app/prime-catalogue.ts';
import { type CallOptions, limitCall, unlimitedCall } from '../platform/call-options.ts';
import { connectToTable } from '../platform/dynamodb/read-items.ts';
import { catalogueCache, productRepository, sharedCache } from './catalogue.ts';
import { ordersTable } from './database.ts';
import { loadPaymentPackage } from './payments.ts';

const limitMs = 1_000;

/**
 * Work of the init phase, where a function has a whole processor. The loader of a deployed function awaits it; it is bounded,
 * and a failure is left to the first request, which meets it again.
 */
const primed = (work: (options: CallOptions) => Promise<unknown>) => async (): Promise<void> => {
  try {
    await work(limitCall(unlimitedCall(), limitMs));
  } catch {
    // The first request reports it.
  }
};

/** Opens the connection to DynamoDB, with its credentials and signature. */
export const primeDatabase = /* @__PURE__ */ primed((options) => connectToTable(ordersTable(), options));

/** The same, and loads the package of the payment gateway. */
export const primePayments = /* @__PURE__ */ primed((options) =>
  Promise.all([connectToTable(ordersTable(), options), loadPaymentPackage()]),
);

/** Reads the catalogue into the cache of this environment. A shared cache is filled by others. */
export const primeOrders = /* @__PURE__ */ primed((options) =>
  sharedCache()
    ? connectToTable(ordersTable(), options)
    : primeCatalogue({ cache: catalogueCache(), products: productRepository(), limit: 100 })(options),
);
