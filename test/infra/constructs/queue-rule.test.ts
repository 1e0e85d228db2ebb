import { describe, expect, it } from 'vitest';
import { busRuleEntries } from '../../../lib/contract/bus-rules.ts';
import { queueIn, resourcesOf, textOf, theOnly } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { events, data } = synthesized();

/** Principals that may send to the queue of that logical id, and their sources. */
const senders = (queueId: string) =>
  resourcesOf(events, 'AWS::SQS::QueuePolicy')
    .filter(([, { Properties }]) => Properties.Queues.some(({ Ref }: { Ref: string }) => Ref === queueId))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .map(({ Principal, Condition }) => [Principal.Service, Condition.ArnEquals['aws:SourceArn']]);

describe.each(busRuleEntries)('bus rule %s', (name, { pattern, queue }) => {
  const [found] = resourcesOf(events, 'AWS::Events::Rule').filter(
    ([, { Properties }]) => Properties.Name === `order-service-dev-${name}`,
  );
  if (found === undefined) throw new Error(`there is no rule ${name}`);
  const [ruleId, { Properties: rule }] = found;
  const [queueId] = queueIn(events, `order-service-dev-${queue}`);
  const [deadLettersId] = queueIn(events, `order-service-dev-${name}-rule-dlq`);

  it('has the pattern of the contract, on the service’s bus', () => {
    expect(rule).toMatchObject({ State: 'ENABLED', EventPattern: pattern });
    expect(textOf(rule.EventBusName, data)).toBe(theOnly(data, 'AWS::Events::EventBus')[0]);
  });

  it('hands whole events to its queue and to nothing else', () => {
    expect(rule.Targets).toHaveLength(1);
    expect(rule.Targets[0].Arn).toEqual({ 'Fn::GetAtt': [queueId, 'Arn'] });
    expect(Object.keys(rule.Targets[0]).filter((key) => key.startsWith('Input'))).toEqual([]);
  });

  it('tries for a day, then leaves the event in a dead-letter queue of its own', () => {
    expect(rule.Targets[0]).toMatchObject({
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      DeadLetterConfig: { Arn: { 'Fn::GetAtt': [deadLettersId, 'Arn'] } },
    });
  });

  it.each([
    ['its queue', queueId],
    ['its dead-letter queue', deadLettersId],
  ])('alone may send to %s', (_, target) => {
    expect(senders(target)).toEqual([['events.amazonaws.com', { 'Fn::GetAtt': [ruleId, 'Arn'] }]]);
  });
});

describe('a queue’s dead-letter queue', () => {
  it('takes nothing from outside SQS', () => {
    for (const [, { queue }] of busRuleEntries) {
      expect(senders(queueIn(events, `order-service-dev-${queue}-dlq`)[0])).toEqual([]);
    }
  });
});
