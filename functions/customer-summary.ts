import { scopedHandler } from '../lib/composition/api.ts';
import { composeGetCustomerSummary } from '../lib/composition/order-summary.ts';
import { ok } from '../lib/platform/response.ts';
import { presentCustomerSummary } from '../lib/presenters/present-customer-summary.ts';

const getCustomerSummary = composeGetCustomerSummary();

export const handler = scopedHandler('customer-summary', {}, async ({ caller, options }) =>
  ok(presentCustomerSummary(await getCustomerSummary({ caller }, options))),
);
