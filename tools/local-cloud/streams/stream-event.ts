import { awsAccount } from '../aws-account.ts';
import type { StreamRecord } from './stream-api.ts';

/** Records in the form in which Lambda hands them to a function. */
export const streamEvent = (streamArn: string, records: readonly StreamRecord[]) => ({
  Records: records.map((record) => ({
    ...record,
    awsRegion: awsAccount.region,
    eventSourceARN: streamArn,
  })),
});
