import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { asyncFailuresPrefix } from '../contract/failure-records.ts';
import { callAws } from '../platform/aws/aws-failure.ts';
import { type AwsConnection, awsClientOptions, withoutLogging } from '../platform/aws/client-options.ts';
import { type GivenUpBatch, type GivenUpBatches, redrivenConsumers } from './redrive-batches.ts';

/** A client of the failure bucket. A run that fails is repeated by the next one, so that nothing here tries again. */
export const createFailureBucketClient = (connection: AwsConnection): S3Client =>
  withoutLogging(
    new S3Client({
      ...awsClientOptions(connection),
      // Elsewhere than on AWS, a bucket has no host name.
      forcePathStyle: connection.endpoint !== undefined,
      followRegionRedirects: false,
      useArnRegion: false,
      disableS3ExpressSessionAuth: true,
      disableMultiregionAccessPoints: true,
    }),
  );

/** Lambda's record of a failed invocation. */
const failureRecord = z.object({ requestPayload: z.object({ awslogs: z.object({ data: z.string() }) }) });

/** The consumer that a key names: `aws/lambda/async/order-service-prod-aggregate-metrics/2026/07/01/…`. */
const consumerOf = (key: string) => {
  const [functionName = ''] = key.slice(asyncFailuresPrefix.length).split('/');
  return redrivenConsumers.find((id) => functionName === id || functionName.endsWith(`-${id}`));
};

/** The batches in the failure bucket of a stage. Batches of other functions stay there: their events are in the table. */
export const createS3GivenUpBatches = (
  client: Pick<S3Client, 'send'>,
  bucketName: string,
): GivenUpBatches => {
  const call = <T>(signal: AbortSignal, run: () => Promise<T>) => callAws('failure-bucket', signal, run);
  const objectOf = ({ key }: GivenUpBatch) => ({ Bucket: bucketName, Key: key });
  return {
    async *list({ signal }) {
      let ContinuationToken: string | undefined;
      do {
        const command = new ListObjectsV2Command({
          Bucket: bucketName,
          Prefix: asyncFailuresPrefix,
          ContinuationToken,
        });
        const page = await call(signal, () => client.send(command, { abortSignal: signal }));
        for (const { Key: key = '', LastModified: modified } of page.Contents ?? []) {
          const consumer = consumerOf(key);
          if (consumer && modified) yield { key, consumer, givenUpAt: modified.getTime() };
        }
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
    },
    async read(batch, { signal }) {
      const command = new GetObjectCommand(objectOf(batch));
      const text = await call(signal, async () => {
        const { Body } = await client.send(command, { abortSignal: signal });
        return (await Body?.transformToString()) ?? '';
      });
      return failureRecord.parse(JSON.parse(text)).requestPayload;
    },
    async remove(batch, { signal }) {
      const command = new DeleteObjectCommand(objectOf(batch));
      await call(signal, () => client.send(command, { abortSignal: signal }));
    },
  };
};
