import { describe, expect, it } from 'vitest';
import { consumerEntries } from '../../../lib/contract/consumers.ts';
import { functionIn, mappingsOf, resourceIn, textOf, theOnly } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { events, data } = synthesized();
const [eventsTableId] = resourceIn(data, 'AWS::DynamoDB::GlobalTable', 'EventsTable');

const streamConsumers = consumerEntries.flatMap(([id, { trigger }]) =>
  trigger.kind === 'stream' ? [{ id, trigger }] : [],
);

describe.each(streamConsumers)('stream consumer $id', ({ id, trigger }) => {
  const [functionId] = functionIn(events, `order-service-dev-${id}`);
  const [mapping] = mappingsOf(events, functionId);

  it('reads the stream of its table from the oldest record that there is', () => {
    expect(trigger.table).toBe('eventsTable');
    expect(textOf(mapping.EventSourceArn, data)).toBe(`${eventsTableId}.StreamArn`);
    expect(mapping.StartingPosition).toBe('TRIM_HORIZON');
  });

  it('reads each shard in order, in batches of the contract’s size', () => {
    expect(mapping).toMatchObject({
      ParallelizationFactor: 1,
      BatchSize: trigger.batchSize,
      MaximumBatchingWindowInSeconds: trigger.batchWindowSeconds,
    });
  });

  it('reports the failed record, and has a batch halved that fails otherwise', () => {
    expect(mapping).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
    });
  });

  it('gives up a record after the contract’s tries and age, while the stream still has it', () => {
    expect(mapping).toMatchObject({
      MaximumRetryAttempts: trigger.retryAttempts,
      MaximumRecordAgeInSeconds: trigger.maxRecordAgeSeconds,
    });
    expect(mapping.MaximumRecordAgeInSeconds).toBeLessThan(24 * 3600);
  });

  it('stores the whole of a given-up batch in the failure bucket', () => {
    expect(mapping.DestinationConfig.OnFailure.Destination).toEqual({
      'Fn::GetAtt': [theOnly(events, 'AWS::S3::Bucket')[0], 'Arn'],
    });
  });

  it('is handed the records that the contract’s filters match', () => {
    const patterns = mapping.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) =>
      JSON.parse(Pattern),
    );
    expect(patterns).toEqual(trigger.filters);
  });
});
