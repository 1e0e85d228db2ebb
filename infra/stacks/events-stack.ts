import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { busRuleEntries } from '../../lib/contract/bus-rules.ts';
import { type ConsumerDefinition, type ConsumerId, consumerEntries } from '../../lib/contract/consumers.ts';
import { asyncFailuresPrefix } from '../../lib/contract/failure-records.ts';
import { type QueueName, queueEntries } from '../../lib/contract/queues.ts';
import type { ResourceArns } from '../constructs/access-statements.ts';
import { DeadLetteredQueue } from '../constructs/dead-lettered-queue.ts';
import { declaredFunction, type FunctionDeployment } from '../constructs/declared-function.ts';
import { failureBucket } from '../constructs/failure-bucket.ts';
import { consumeLogs } from '../constructs/logs-consumer.ts';
import type { OrderFunction } from '../constructs/order-function.ts';
import { consumeQueue } from '../constructs/queue-consumer.ts';
import { QueueRule } from '../constructs/queue-rule.ts';
import { consumeStream } from '../constructs/stream-consumer.ts';

interface EventsStackProps extends StackProps {
  readonly deployment: FunctionDeployment;
  readonly eventBus: EventBus;
  /** Streams that can be consumed, by their table's name in the contract. */
  readonly streamArns: { readonly eventsTable: string };
}

/** `order-summary` → `OrderSummary`: what CloudFormation takes for a name. */
const logicalName = (name: string) =>
  name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

const sourceOf = (trigger: ConsumerDefinition['trigger']): string => {
  switch (trigger.kind) {
    case 'stream':
      return `the stream of ${trigger.table}`;
    case 'queue':
      return `the queue ${trigger.queue}`;
    case 'logs':
      return trigger.source === 'functions'
        ? 'the log lines of the other functions'
        : 'the access log of the API';
  }
};

/** The way of events: rules of the bus, queues, and the functions that what happens elsewhere starts. */
export class EventsStack extends Stack {
  /** Keeps the batches that were given up. */
  readonly failures: Bucket;
  /** Resources that functions of later stacks can be granted access to. */
  readonly resources: ResourceArns;
  readonly #deployment: FunctionDeployment;
  readonly #streamArns: EventsStackProps['streamArns'];
  readonly #queues: ReadonlyMap<QueueName, DeadLetteredQueue>;

  constructor(
    scope: Construct,
    id: string,
    { deployment, eventBus, streamArns, ...props }: EventsStackProps,
  ) {
    super(scope, id, props);
    this.#deployment = deployment;
    this.#streamArns = streamArns;
    this.failures = failureBucket(this, 'Failures', deployment.stage);
    this.resources = {
      failureBucket: this.failures.bucketArn,
      givenUpBatches: `${this.failures.bucketArn}/${asyncFailuresPrefix}*`,
    };
    new CfnOutput(this, 'FailureBucketName', { value: this.failures.bucketName });
    this.#queues = new Map(
      queueEntries.map(([name, definition]) => [name, this.#addQueue(name, definition)]),
    );
    this.#addRules(eventBus);
    this.#addConsumers();
  }

  #addQueue(...[name, definition]: (typeof queueEntries)[number]): DeadLetteredQueue {
    const { stage } = this.#deployment;
    const added = new DeadLetteredQueue(this, `${name}-queue`, { stage, name, definition });
    this.#tellUrl(`${name}-queue`, added.queue);
    this.#tellUrl(`${name}-dead-letters`, added.deadLetters);
    return added;
  }

  #addRules(eventBus: EventBus): void {
    for (const [name, rule] of busRuleEntries) {
      const { stage } = this.#deployment;
      const { queue } = this.#queueNamed(rule.queue);
      const { deadLetters } = new QueueRule(this, `${name}-rule`, { stage, name, rule, eventBus, queue });
      this.#tellUrl(`${name}-rule-dead-letters`, deadLetters);
    }
  }

  #addConsumers(): void {
    const added = consumerEntries.map(([id, definition]) => ({
      // Of functions: the access log is in another stack.
      readsLogs: definition.trigger.kind === 'logs' && definition.trigger.source === 'functions',
      consumer: this.#addConsumer(id, definition),
    }));
    // A subscription is refused while the function that it hands lines to is not there.
    const readers = added.filter(({ readsLogs }) => readsLogs).map(({ consumer }) => consumer);
    for (const { readsLogs, consumer } of added) if (!readsLogs) consumer.node.addDependency(...readers);
  }

  #addConsumer(id: ConsumerId, definition: ConsumerDefinition): OrderFunction {
    const { trigger } = definition;
    const reserves = this.#deployment.stage.settings.reservedConcurrency === 'declared';
    const consumer = declaredFunction(this, id, definition, this.#deployment, {
      description: `consumes ${sourceOf(trigger)}`,
      ...(trigger.kind === 'logs' &&
        reserves && { reservedConcurrentExecutions: trigger.reservedConcurrency }),
    });
    this.#feed(consumer, definition);
    return consumer;
  }

  #feed(consumer: OrderFunction, { trigger, timeoutSeconds }: ConsumerDefinition): void {
    const { failures } = this;
    switch (trigger.kind) {
      case 'stream':
        consumeStream(consumer, trigger, { streamArn: this.#streamArns[trigger.table], failures });
        break;
      case 'queue':
        consumeQueue(consumer, trigger, timeoutSeconds, this.#queueNamed(trigger.queue));
        break;
      case 'logs':
        consumeLogs(consumer, failures);
    }
  }

  #queueNamed(name: QueueName): DeadLetteredQueue {
    const found = this.#queues.get(name);
    if (found === undefined) throw new RangeError(`the contract has no queue ${name}`);
    return found;
  }

  #tellUrl(name: string, { queueUrl }: Queue): void {
    new CfnOutput(this, `${logicalName(name)}Url`, { value: queueUrl });
  }
}
