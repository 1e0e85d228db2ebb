import { describe, expect, it } from 'vitest';
import { consumerEntries } from '../../../lib/contract/consumers.ts';
import { functionIn, resourcesOf, theOnly } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { events } = synthesized();

const logsConsumers = consumerEntries.flatMap(([id, { trigger }]) =>
  trigger.kind === 'logs' ? [{ id, trigger }] : [],
);

describe.each(logsConsumers)('logs consumer $id', ({ id, trigger }) => {
  const [functionId, { Properties: properties }] = functionIn(events, `order-service-dev-${id}`);
  const [invocation] = resourcesOf(events, 'AWS::Lambda::EventInvokeConfig')
    .map(([, { Properties }]) => Properties)
    .filter(({ FunctionName }) => FunctionName.Ref === functionId);

  it('processes at most the concurrent batches of the contract', () => {
    expect(properties.ReservedConcurrentExecutions).toBe(trigger.reservedConcurrency);
  });

  it('reserves no concurrency in an account that has too little', () => {
    const small = synthesized({ settings: { reservedConcurrency: 'none' } }).events;
    const [, consumer] = functionIn(small, `order-service-dev-${id}`);
    expect(consumer.Properties).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('tries a batch three times in all, and within six hours', () => {
    expect(invocation).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 21_600 });
  });

  it('stores the whole of a failed batch in the failure bucket', () => {
    expect(invocation.DestinationConfig.OnFailure.Destination).toEqual({
      'Fn::GetAtt': [theOnly(events, 'AWS::S3::Bucket')[0], 'Arn'],
    });
  });
});

describe('a consumer of other triggers', () => {
  it('takes its concurrency from the account', () => {
    const reserved = resourcesOf(events, 'AWS::Lambda::Function').filter(
      ([, { Properties }]) => 'ReservedConcurrentExecutions' in Properties,
    );
    expect(reserved).toHaveLength(logsConsumers.length);
  });
});
