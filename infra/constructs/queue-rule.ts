import { Duration } from 'aws-cdk-lib';
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { BusRule, busRules } from '../../lib/contract/bus-rules.ts';
import { ruleDeadLetterQueueName, ruleName } from '../names.ts';
import type { Stage } from '../stage.ts';
import { deadLetterQueue } from './dead-lettered-queue.ts';

/** All that EventBridge offers; what it then drops goes to the rule's dead-letter queue. */
const retries = { maxEventAge: Duration.hours(24), retryAttempts: 185 } as const;

interface QueueRuleProps {
  readonly stage: Stage;
  readonly name: keyof typeof busRules;
  readonly rule: BusRule;
  readonly eventBus: EventBus;
  readonly queue: IQueue;
}

/** A rule of the contract: the events that match go to its queue, or else to a dead-letter queue of the rule's own. */
export class QueueRule extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { stage, name, rule, eventBus, queue }: QueueRuleProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters', stage, ruleDeadLetterQueueName(stage, name));
    // CDK would have `detailType` and mutable arrays; it hands on any object.
    const eventPattern: object = rule.pattern;
    new Rule(this, 'Rule', {
      ruleName: ruleName(stage, name),
      eventBus,
      eventPattern,
      targets: [new SqsQueue(queue, { deadLetterQueue: this.deadLetters, ...retries })],
    });
  }
}
