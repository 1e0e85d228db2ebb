import { gzipSync } from 'node:zlib';
import type { CloudWatchLogsEvent } from 'aws-lambda';
import { awsAccount } from '../aws-account.ts';
import type { LogEvent } from './log-store.ts';

/** A log event, distinct from others with the same text. */
export interface IdentifiedLogEvent extends LogEvent {
  readonly id: string;
}

/** Lines of one log stream, as they are handed to a subscription. */
export interface SubscribedBatch {
  readonly logGroup: string;
  readonly logStream: string;
  readonly logEvents: readonly IdentifiedLogEvent[];
}

/** A batch in the form in which CloudWatch Logs hands it to a function. */
export const subscriptionEvent = (
  { logGroup, logStream, logEvents }: SubscribedBatch,
  subscriber: string,
): CloudWatchLogsEvent => {
  const data = {
    messageType: 'DATA_MESSAGE',
    owner: awsAccount.id,
    logGroup,
    logStream,
    subscriptionFilters: [subscriber],
    logEvents,
  };
  return { awslogs: { data: gzipSync(JSON.stringify(data)).toString('base64') } };
};
