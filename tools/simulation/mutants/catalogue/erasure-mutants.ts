import { type Mutant, simulator } from '../mutant.ts';

/** Faults in how customers are erased, and in synthetic orders. */
export const erasureMutants: readonly Mutant[] = [
  {
    id: 'reply-kept',
    breaks: 'stored replies keep the id of an erased customer',
    file: 'tools/operator/customers-command/erase-customer.ts',
    find: 'await replaceReply(tables.orders, record, erasedReply(erasing), options);',
    replace: '',
    suite: simulator,
  },
  {
    id: 'events-kept',
    breaks: 'events keep the id of an erased customer',
    file: 'lib/adapters/dynamodb/customer-data/rename-order.ts',
    find: 'await renameEvents(tables, stored, renaming, options);',
    replace: '',
    suite: simulator,
  },
  {
    id: 'summary-copied',
    breaks: 'the summary of an erased customer stays',
    file: 'tools/operator/customers-command/erase-customer.ts',
    find: 'await moveSummaryPart(tables.orders, part, renaming, limited);',
    replace: 'void part;',
    suite: simulator,
  },
  {
    id: 'pseudonym-renewed',
    breaks: 'an erasure that was interrupted goes on with another pseudonym',
    file: 'lib/adapters/dynamodb/customer-data/erasure-items.ts',
    find: 'return stored ?? beginErasure(orders, customerId, candidate, options);',
    replace: 'return candidate;',
    suite: simulator,
  },
  {
    id: 'synthetic-counted',
    breaks: 'synthetic orders count in the business metrics',
    file: 'lib/adapters/telemetry/count-order-event.ts',
    find: 'if (isBusiness(event)) countOrderEvent(tally, event);',
    replace: 'countOrderEvent(tally, event);',
    suite: simulator,
  },
  {
    id: 'synthetic-left',
    breaks: 'a synthetic order counts as completed and is not cancelled',
    file: 'lib/app/place-synthetic-order.ts',
    find: 'await storefront.cancelOrder(await storefront.placeOrder(options), options);',
    replace: 'await storefront.placeOrder(options);',
    suite: simulator,
  },
  {
    id: 'erased-name-answered',
    breaks: 'a repeated cancellation stores an answer with the id of a customer who is erased meanwhile',
    file: 'lib/app/cancel-order.ts',
    find: 'const change = { order: { next, expectedRevision: order.revision }, idempotency };',
    replace: 'const change = { idempotency, ...(next && {}) };',
    suite: 'test/lib/app/cancel-order.test.ts',
  },
];
