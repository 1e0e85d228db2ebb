import { asyncFailuresPrefix } from '../../lib/contract/failure-records.ts';
import { serviceName } from '../../lib/contract/service.ts';

const prefix = `${serviceName}-local`;

/** Names of tables, bus and bucket of the local run. */
export const localResources = {
  ordersTable: `${prefix}-orders`,
  eventsTable: `${prefix}-events`,
  metricsTable: `${prefix}-metrics`,
  eventBus: prefix,
  failureBucket: `${prefix}-failures`,
  givenUpBatches: `${prefix}-failures/${asyncFailuresPrefix}*`,
};
