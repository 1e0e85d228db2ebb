import { listPrices, type PriceId } from './list-prices.ts';
import type { Quantities, Usage } from './usage.ts';

/** One item of a bill. */
export interface BillItem {
  readonly price: PriceId;
  readonly subject: string;
  /** Units of the price in a month. */
  readonly quantity: number;
  readonly dollars: number;
}

/** A bill of one month. */
export interface Bill {
  /** Costs that do not depend on the number of orders. */
  readonly idle: readonly BillItem[];
  readonly orders: readonly BillItem[];
  /** Custom metrics that have data only with traffic: CloudWatch charges for those that had data in the month. */
  readonly metrics: readonly BillItem[];
}

/** Counts of the resources of a deployment that cost money while nothing happens. */
export interface Resources {
  readonly alarmMetrics: number;
  readonly compositeAlarms: number;
  readonly dashboards: number;
  readonly secrets: number;
  readonly keys: number;
  readonly customMetrics: number;
  /** Functions that read a queue. */
  readonly queueConsumers: readonly string[];
  /** Runs of each scheduled job in a month. */
  readonly jobRuns: Readonly<Record<string, number>>;
  readonly memoryMb: Readonly<Record<string, number>>;
  readonly logRetentionDays: number;
  readonly archiveRetentionDays: number;
}

/** Figures that cannot be measured on one machine. */
export interface Assumptions {
  /** Billed milliseconds of one invocation. */
  readonly millisecondsPerInvocation: number;
  /** Months for which those items of an order stay in the tables that have no time to live. */
  readonly monthsStored: number;
}

const bytesPerGigabyte = 1e9;
const daysPerMonth = 30;

/** Lambda reads each queue with five long polls of 20 seconds while it is empty: AWS Lambda Developer Guide, SQS. */
const pollsPerMonth = (5 * daysPerMonth * 86_400) / 20;

/** Sending a message, and receiving it: a poll ends with the first message, so it seldom returns two. */
const requestsPerMessage = 2;

/** All messages of a batch are deleted at once. */
const deletionsPerBatch = 1;

/** CloudWatch Logs charges for the storage of compressed lines; its pricing page reckons with this share of the text. */
const storedShareOfLogs = 0.15;

const item = (price: PriceId, subject: string, quantity: number): BillItem => ({
  price,
  subject,
  quantity,
  dollars: quantity * listPrices[price].dollars,
});

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

const gigabyteSeconds = (
  { invocations }: Quantities,
  { memoryMb }: Resources,
  { millisecondsPerInvocation }: Assumptions,
): number =>
  Object.entries(invocations).reduce((sum, [name, count]) => {
    const memory = memoryMb[name];
    if (memory === undefined) throw new RangeError(`the deployment has no function ${name}`);
    return sum + (count * (memory / 1_024) * millisecondsPerInvocation) / 1_000;
  }, 0);

const queueRequests = ({ queueMessages, invocations }: Quantities, { queueConsumers }: Resources): number => {
  const batches = queueConsumers.reduce((sum, name) => sum + (invocations[name] ?? 0), 0);
  return queueMessages * requestsPerMessage + batches * deletionsPerBatch;
};

/** Items for quantities that occur `times` in a month. */
const itemsOf = (
  quantities: Quantities,
  times: number,
  resources: Resources,
  assumptions: Assumptions,
): BillItem[] => {
  const gigabytes = (bytes: number) => (times * bytes) / bytesPerGigabyte;
  const logGigabytes = gigabytes(total(quantities.logBytes));
  const busGigabytes = gigabytes(quantities.busEventBytes);
  const expiringGigabytes = gigabytes(quantities.expiringByteMonths);
  const withExpiring = (bytes: number) => gigabytes(bytes) * assumptions.monthsStored + expiringGigabytes;
  return [
    item('apiRequest', 'requests', times * quantities.apiRequests),
    item('invocation', 'invocations', times * total(quantities.invocations)),
    item('computeTime', 'run time', times * gigabyteSeconds(quantities, resources, assumptions)),
    item('writeUnit', 'writes', times * quantities.writeUnits),
    item('readUnit', 'reads', times * quantities.readUnits),
    item('tableStorage', 'stored items', withExpiring(quantities.storedBytes)),
    item('tableRecovery', 'backups of the items', withExpiring(quantities.backedUpBytes)),
    item('busEvent', 'events', times * quantities.busEvents),
    item('archivedEvents', 'archived events', busGigabytes),
    item('archiveStorage', 'archive', busGigabytes * (resources.archiveRetentionDays / daysPerMonth)),
    item('queueRequest', 'messages', times * queueRequests(quantities, resources)),
    item('logLines', 'log lines', logGigabytes),
    item(
      'logStorage',
      'kept log lines',
      logGigabytes * storedShareOfLogs * (resources.logRetentionDays / daysPerMonth),
    ),
  ].filter(({ quantity }) => quantity > 0);
};

/** Adds up the items of one price. */
const merged = (items: readonly BillItem[]): BillItem[] =>
  [...Map.groupBy(items, ({ price }) => price)].map(([price, [first, ...rest]]) =>
    item(
      price,
      first?.subject ?? '',
      rest.reduce((sum, { quantity }) => sum + quantity, first?.quantity ?? 0),
    ),
  );

/**
 * The bill of a month in which a deployment takes `ordersPerMonth` orders.
 * @throws {RangeError} when the usage names a function or job that the deployment lacks.
 */
export const monthlyBill = (
  usage: Usage,
  ordersPerMonth: number,
  resources: Resources,
  assumptions: Assumptions,
): Bill => {
  const jobs = Object.entries(usage.perRun).flatMap(([name, quantities]) => {
    const runs = resources.jobRuns[name];
    if (runs === undefined) throw new RangeError(`the deployment has no scheduled job ${name}`);
    return itemsOf(quantities, runs, resources, assumptions);
  });
  return {
    idle: [
      item('alarmMetric', 'alarms', resources.alarmMetrics),
      item('compositeAlarm', 'composite alarms', resources.compositeAlarms),
      item('dashboard', 'dashboards', resources.dashboards),
      item('secret', 'secrets', resources.secrets),
      item('key', 'keys', resources.keys),
      item('customMetric', 'custom metrics of scheduled jobs', usage.metricsOfJobs.length),
      ...merged([
        ...jobs,
        item(
          'queueRequest',
          'scheduled jobs and empty queues',
          resources.queueConsumers.length * pollsPerMonth,
        ),
      ]),
    ].filter(({ quantity }) => quantity > 0),
    orders: itemsOf(usage.perOrder, ordersPerMonth, resources, assumptions),
    metrics:
      ordersPerMonth === 0
        ? []
        : [item('customMetric', 'custom metrics', resources.customMetrics - usage.metricsOfJobs.length)],
  };
};

/** Dollars of some items. */
export const dollarsOf = (items: readonly BillItem[]): number =>
  items.reduce((sum, { dollars }) => sum + dollars, 0);
