import * as z from 'zod';
import type { LogBatch } from '../../../lib/metrics/aggregator.ts';
import { unpackLogBatch } from '../../../lib/middleware/logs/log-pipeline.ts';

const subscriptionEvent = z.object({ awslogs: z.object({ data: z.string() }) });

/** What Lambda keeps of an event that it gave up. */
const lambdaRecord = z.object({ requestPayload: subscriptionEvent });

/** What the local service answers under /local/failures. */
const localFailures = z.object({
  items: z.array(z.object({ functionName: z.string(), event: z.unknown() })),
});

/** What `aws logs filter-log-events` prints. */
const lookedUp = z.object({
  events: z.array(
    z.object({ timestamp: z.number(), message: z.string(), logStreamName: z.string().default('looked-up') }),
  ),
});

type SubscriptionEvent = z.output<typeof subscriptionEvent>;

const eventsIn = (content: unknown): readonly SubscriptionEvent[] | undefined => {
  const event = subscriptionEvent.safeParse(content);
  if (event.success) return [event.data];
  const record = lambdaRecord.safeParse(content);
  if (record.success) return [record.data.requestPayload];
  const failures = localFailures.safeParse(content);
  if (!failures.success) return undefined;
  return failures.data.items
    .filter(({ functionName }) => functionName === 'aggregate-metrics')
    .map(({ event: failed }) => subscriptionEvent.parse(failed));
};

const batchesOfLines = (events: z.output<typeof lookedUp>['events']): LogBatch[] =>
  [...Map.groupBy(events, ({ logStreamName }) => logStreamName)].map(([stream, lines]) => ({
    stream,
    lines,
    unreadable: 0,
  }));

/** The batches of log lines in a file's content, in any form in which there are some; otherwise `undefined`. */
export const batchesIn = async (content: unknown): Promise<readonly LogBatch[] | undefined> => {
  const events = eventsIn(content);
  if (events) return Promise.all(events.map((event) => unpackLogBatch(event)));
  const lines = lookedUp.safeParse(content);
  return lines.success ? batchesOfLines(lines.data.events) : undefined;
};
