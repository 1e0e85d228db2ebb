import { gunzipSync } from 'node:zlib';
import type { CloudWatchLogsEvent } from 'aws-lambda';
import * as z from 'zod';
import type { ConsumerId } from '../../contract/consumers.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import { type BackgroundDependencies, type ConsumerHandler, consumeInBackground } from '../background.ts';

/** CloudWatch Logs sends 1 MB at most, compressed; text of this service shrinks to a tenth. */
const maxBytes = 64 * 1024 * 1024;

const batchSchema = z.object({
  messageType: z.string(),
  logStream: z.string(),
  logEvents: z.array(z.object({ timestamp: z.number(), message: z.string() })),
});

/** The lines of a subscription's batch, in the form that the use case takes. */
export interface UnpackedBatch {
  readonly stream: string;
  readonly lines: readonly { readonly message: string; readonly timestamp: number }[];
  /** 1 for a batch that could not be unpacked: trying it again would not help. */
  readonly unreadable: number;
}

const unreadable: UnpackedBatch = { stream: 'unreadable', lines: [], unreadable: 1 };

/** An environment handles one batch at a time: there is nothing else that a thread pool would keep going. */
const parse = (data: unknown): unknown => {
  const json = gunzipSync(Buffer.from(String(data), 'base64'), { maxOutputLength: maxBytes });
  return JSON.parse(json.toString());
};

/**
 * Unpacks what CloudWatch Logs hands to a subscription: JSON, compressed with gzip, as Base64. Messages that
 * only check the subscription have no lines. Never fails.
 */
export const unpackLogBatch = (event: CloudWatchLogsEvent): UnpackedBatch => {
  try {
    const batch = batchSchema.safeParse(parse(event.awslogs.data));
    if (!batch.success) return unreadable;
    const { messageType, logStream, logEvents } = batch.data;
    const lines = messageType === 'DATA_MESSAGE' ? logEvents : [];
    return { stream: logStream, lines, unreadable: 0 };
  } catch {
    return unreadable;
  }
};

/** Makes handlers of functions that receive the lines of a log subscription. The result of `handle` is logged. */
export const createLogPipeline =
  (dependencies: BackgroundDependencies) =>
  (
    consumer: ConsumerId,
    handle: (batch: UnpackedBatch, options: CallOptions) => Promise<object>,
  ): ConsumerHandler<CloudWatchLogsEvent, undefined> =>
    consumeInBackground(dependencies, consumer, async ({ event, options }) => ({
      report: await handle(unpackLogBatch(event), options),
      response: undefined,
    }));
