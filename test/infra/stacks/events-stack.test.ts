import { describe, expect, it } from 'vitest';
import { busRuleEntries } from '../../../lib/contract/bus-rules.ts';
import { consumerEntries } from '../../../lib/contract/consumers.ts';
import { queueEntries } from '../../../lib/contract/queues.ts';
import {
  aliasOf,
  functionIn,
  mappingsOf,
  queueIn,
  resourcesOf,
  textOf,
  theOnly,
} from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { events, data } = synthesized();

describe('events', () => {
  it('has one function per consumer of the contract and no other', () => {
    const names = resourcesOf(events, 'AWS::Lambda::Function').map(
      ([, { Properties }]) => Properties.FunctionName,
    );
    expect(names.sort()).toEqual(consumerEntries.map(([id]) => `order-service-dev-${id}`).sort());
  });

  it('has one rule per rule of the contract and no other', () => {
    const names = resourcesOf(events, 'AWS::Events::Rule').map(([, { Properties }]) => Properties.Name);
    expect(names.sort()).toEqual(busRuleEntries.map(([name]) => `order-service-dev-${name}`).sort());
  });

  it('has the queues of the contract, a dead-letter queue for each and one for each rule', () => {
    const names = resourcesOf(events, 'AWS::SQS::Queue').map(([, { Properties }]) => Properties.QueueName);
    expect(names.sort()).toEqual(
      [
        ...queueEntries.flatMap(([name]) => [`order-service-dev-${name}`, `order-service-dev-${name}-dlq`]),
        ...busRuleEntries.map(([name]) => `order-service-dev-${name}-rule-dlq`),
      ].sort(),
    );
  });

  it('has an output with the bucket of failed batches', () => {
    events.hasOutput('FailureBucketName', { Value: { Ref: theOnly(events, 'AWS::S3::Bucket')[0] } });
  });

  it.each([
    ['OrderSummaryQueueUrl', 'order-summary'],
    ['OrderSummaryDeadLettersUrl', 'order-summary-dlq'],
    ['OrderSummaryRuleDeadLettersUrl', 'order-summary-rule-dlq'],
    ['DeliveryCanaryQueueUrl', 'delivery-canary'],
    ['DeliveryCanaryDeadLettersUrl', 'delivery-canary-dlq'],
    ['DeliveryCanaryRuleDeadLettersUrl', 'delivery-canary-rule-dlq'],
  ])('has the output %s with the address of the queue %s', (output, queue) => {
    events.hasOutput(output, { Value: { Ref: queueIn(events, `order-service-dev-${queue}`)[0] } });
  });
});

describe.each(consumerEntries)('consumer %s', (id, { timeoutSeconds, memoryMb, trigger }) => {
  const [functionId, { Properties: properties }] = functionIn(events, `order-service-dev-${id}`);

  it('runs on Node 24 on arm64 with the contract’s memory and timeout', () => {
    expect(properties).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      MemorySize: memoryMb,
      Timeout: timeoutSeconds,
    });
  });

  it(`is started by its ${trigger.kind} and by nothing else`, () => {
    expect(mappingsOf(events, functionId)).toHaveLength(trigger.kind === 'logs' ? 0 : 1);
    const invokers = resourcesOf(events, 'AWS::Lambda::Permission')
      .filter(([, { Properties }]) =>
        textOf(Properties.FunctionName, data).includes(aliasOf(events, functionId)),
      )
      .map(([, { Properties }]) => Properties.Principal);
    expect(invokers).toEqual([]);
  });
});
