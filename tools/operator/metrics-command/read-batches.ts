import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { LogBatch } from '../../../lib/metrics/aggregator.ts';
import { redrivenConsumers } from '../../../lib/metrics/redrive-batches.ts';
import { unpackLogBatch } from '../../../lib/middleware/logs/log-pipeline.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { noLocalService, notLocalService } from '../../command-line/local-service.ts';
import { counted } from '../operator-command/operator.ts';

const subscriptionEvent = z.object({ awslogs: z.object({ data: z.string() }) });

/** Lambda's record of a failed event. */
const lambdaRecord = z.object({ requestPayload: subscriptionEvent });

/** A record of any function that gave up. */
const anyRecord = z.object({ requestContext: z.object({ functionArn: z.string() }) });

const reader = new RegExp(`(?:^|[:-])(?:${redrivenConsumers.join('|')})(?::|$)`);

/** Whether a record is of a function that reads no lines: a failure bucket holds those of several functions. */
const isOfOther = (content: unknown): boolean => {
  const record = anyRecord.safeParse(content);
  return record.success && !reader.test(record.data.requestContext.functionArn);
};

/** The response of /local/failures. */
const localFailures = z.object({
  items: z.array(z.object({ functionName: z.string(), event: z.unknown() })),
});

/** The output of `aws logs filter-log-events`. */
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
    .filter(({ functionName }) => reader.test(functionName))
    .map(({ event: failed }) => subscriptionEvent.parse(failed));
};

const batchesOfLines = (events: z.output<typeof lookedUp>['events']): LogBatch[] =>
  [...Map.groupBy(events, ({ logStreamName }) => logStreamName)].map(([stream, lines]) => ({
    stream,
    lines,
    unreadable: 0,
  }));

/** Parses batches of log lines from a file's content; `undefined` for an unknown format. */
const batchesIn = async (content: unknown): Promise<readonly LogBatch[] | undefined> => {
  const events = eventsIn(content);
  if (events) return Promise.all(events.map((event) => unpackLogBatch(event)));
  const lines = lookedUp.safeParse(content);
  return lines.success ? batchesOfLines(lines.data.events) : undefined;
};

const unusable = (source: string) =>
  new CommandError(`${source} is not in a known format; --help lists the formats.`);

const filesIn = async (path: string): Promise<readonly string[]> => {
  const found = await stat(path).catch(() => {
    throw new CommandError(`${path} does not exist.`);
  });
  if (!found.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
};

/** Batches of a file; `undefined` for a record of another function. */
const fromFile = async (path: string): Promise<readonly LogBatch[] | undefined> => {
  const content: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (isOfOther(content)) return undefined;
  const batches = await batchesIn(content).catch(() => undefined);
  if (!batches) throw unusable(path);
  return batches;
};

/**
 * Reads batches from files and from all files in folders.
 * @param report receives the number of records that are of other functions.
 * @throws {CommandError} naming the first file that does not exist or has an unknown format.
 */
export const readBatchFiles = async (
  paths: readonly string[],
  report: (text: string) => void,
): Promise<readonly LogBatch[]> => {
  const files = (await Promise.all(paths.map(filesIn))).flat().sort();
  const batches: LogBatch[] = [];
  let others = 0;
  for (const file of files) {
    const found = await fromFile(file).catch((error: unknown) => {
      throw error instanceof SyntaxError ? unusable(file) : error;
    });
    if (found) batches.push(...found);
    else others += 1;
  }
  if (others > 0) report(`${counted(others, 'record')} of other functions left out.`);
  return batches;
};

/**
 * Reads the failed batches of the local service.
 * @throws {CommandError} when the local service does not run.
 */
export const readLocalFailures = async (url: string): Promise<readonly LogBatch[]> => {
  const answer = await fetch(`${url}/local/failures`).catch(() => {
    throw noLocalService(url);
  });
  const batches = await batchesIn(await answer.json().catch(() => undefined));
  if (!batches) throw notLocalService(url);
  return batches;
};
