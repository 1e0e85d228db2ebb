import * as z from 'zod';

const count = z.number().nonnegative();

/** Quantities that are paid for. Bytes are those of the text, without compression. */
const quantitiesSchema = z.strictObject({
  apiRequests: count,
  /** Invocations by function. */
  invocations: z.record(z.string(), count),
  /** Bytes of log lines by log group: a function, or `access`. */
  logBytes: z.record(z.string(), count),
  writeUnits: count,
  readUnits: count,
  busEvents: count,
  busEventBytes: count,
  queueMessages: count,
  /** Bytes of items that stay, with their copies in indexes, and without. */
  storedBytes: count,
  backedUpBytes: count,
  /** Bytes of items with a time to live, each times the months until it is deleted. */
  expiringByteMonths: count,
});

export type Quantities = z.output<typeof quantitiesSchema>;

/** Measured usage, as `usage.json` keeps it. */
export const usageSchema = z.strictObject({
  /** Day of the measurement. */
  measuredOn: z.iso.date(),
  /** Orders from which the means come, and the requests that each of them made. */
  orders: z.int().positive(),
  requestsOfAnOrder: z.array(z.string()),
  /** Means of an order over its whole life. */
  perOrder: quantitiesSchema,
  /** Means of one run of each scheduled job that has no order to handle. */
  perRun: z.record(z.string(), quantitiesSchema),
  /** Custom metrics that have data although there is no order. */
  metricsOfJobs: z.array(z.string()).readonly(),
});

/** A custom metric as the usage names it: `orders_pending{service=order-service}`. CloudWatch charges for each set of dimensions. */
export const textOfMetric = ({
  name,
  dimensions,
}: {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}): string =>
  `${name}{${Object.entries(dimensions)
    .map((pair) => pair.join('='))
    .sort()
    .join(',')}}`;

export type Usage = z.output<typeof usageSchema>;
