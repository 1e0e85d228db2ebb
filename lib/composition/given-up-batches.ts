import { createDynamoRedriveTries } from '../metrics/dynamo-redrive-tries.ts';
import { redriveBatches } from '../metrics/redrive-batches.ts';
import { createS3GivenUpBatches } from '../metrics/s3-given-up-batches.ts';
import { unpackLogBatch } from '../middleware/logs/log-pipeline.ts';
import { createJobPipeline } from '../middleware/schedule/job-pipeline.ts';
import { defaultProvider } from '../platform/aws/environment-credentials.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import { dynamoClient } from './database.ts';
import { unobservedDrain } from './jobs.ts';
import { composeAggregateLines, composeJudgeUnanswered, readerPipeline } from './metrics.ts';
import { clock, environment, logger, metrics, region } from './platform.ts';

/** Makes the handler of the job, which publishes what the readers of logs count for CloudWatch beside its own counters. */
export const redriveHandler = /* @__PURE__ */ createJobPipeline(readerPipeline);

const bucketName = (): string => {
  const { failureBucketName } = environment;
  if (failureBucketName === undefined) throw new Error('invalid environment: FAILURE_BUCKET_NAME is missing');
  return failureBucketName;
};

export const composeRedriveBatches = () => {
  const aggregate = composeAggregateLines();
  const judge = composeJudgeUnanswered();
  return redriveBatches({
    batches: createS3GivenUpBatches({
      name: bucketName(),
      region,
      endpoint: environment.s3Endpoint,
      credentials: defaultProvider(),
      fetch,
    }),
    tries: createDynamoRedriveTries({ client: dynamoClient(), tableName: environment.metricsTableName }),
    consume: {
      'aggregate-metrics': (event, options) => aggregate(unpackLogBatch(event), options),
      'judge-unanswered': (event, options) => judge(unpackLogBatch(event), options),
    },
    clock,
    drain: unobservedDrain(4),
    onOutcome: (outcome) => metrics.increment('order_service_given_up_batches_total', { outcome }),
    onFailure: ({ key, consumer }, error) =>
      logger.warn(logEvents.batchFailedAgain, { key, consumer, error }),
  });
};
