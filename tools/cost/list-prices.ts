import { customMetricDollars } from '../../lib/contract/cloudwatch-metrics.ts';

/** A list price, with the page that states it. */
export interface ListPrice {
  /** Dollars of one unit. */
  readonly dollars: number;
  readonly unit: string;
  readonly source: string;
}

/** Region and month of the list prices. Free tiers and volume discounts are left out. */
export const priceList = { region: 'us-east-1', readIn: '2026-11' } as const;

const page = (product: string) => `https://aws.amazon.com/${product}/pricing/`;

const millionth = 1e-6;
const gigabyte = 'GB';
const gigabyteMonth = 'GB-month';

/** Every list price that a bill uses. */
export const listPrices = {
  apiRequest: { dollars: millionth, unit: 'request of an HTTP API', source: page('api-gateway') },
  invocation: { dollars: 0.2 * millionth, unit: 'invocation', source: page('lambda') },
  computeTime: { dollars: 0.0000133334, unit: 'GB-second on arm64', source: page('lambda') },
  writeUnit: { dollars: 0.625 * millionth, unit: 'write request unit', source: page('dynamodb/on-demand') },
  readUnit: { dollars: 0.125 * millionth, unit: 'read request unit', source: page('dynamodb/on-demand') },
  tableStorage: { dollars: 0.25, unit: gigabyteMonth, source: page('dynamodb/on-demand') },
  tableRecovery: { dollars: 0.2, unit: gigabyteMonth, source: page('dynamodb/on-demand') },
  busEvent: { dollars: millionth, unit: 'event of 64 kB', source: page('eventbridge') },
  archivedEvents: { dollars: 0.1, unit: gigabyte, source: page('eventbridge') },
  archiveStorage: { dollars: 0.023, unit: gigabyteMonth, source: page('eventbridge') },
  queueRequest: { dollars: 0.4 * millionth, unit: 'request of a standard queue', source: page('sqs') },
  logLines: { dollars: 0.5, unit: gigabyte, source: page('cloudwatch') },
  logStorage: { dollars: 0.03, unit: gigabyteMonth, source: page('cloudwatch') },
  requestedMetric: { dollars: 0.01e-3, unit: 'metric of GetMetricData', source: page('cloudwatch') },
  customMetric: { dollars: customMetricDollars, unit: 'metric-month', source: page('cloudwatch') },
  alarmMetric: { dollars: 0.1, unit: 'metric of an alarm, by the month', source: page('cloudwatch') },
  compositeAlarm: { dollars: 0.5, unit: 'alarm-month', source: page('cloudwatch') },
  dashboard: { dollars: 3, unit: 'dashboard-month', source: page('cloudwatch') },
  secret: { dollars: 0.4, unit: 'secret-month', source: page('secrets-manager') },
  key: { dollars: 1, unit: 'key-month', source: page('kms') },
} as const satisfies Record<string, ListPrice>;

export type PriceId = keyof typeof listPrices;
