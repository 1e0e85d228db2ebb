import { CfnOutput, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopicSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription, UrlSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { type Severity, severities } from '../../lib/slo/burn-alerts.ts';
import { monitorName } from '../names.ts';
import type { Stage } from '../stage.ts';

/** The senders: alarms, and notices of the monthly budget where the stage has one. */
const sendersOf = ({ settings }: Stage): ServicePrincipal[] =>
  ['cloudwatch', ...(settings.alarms.monthlyBudget === undefined ? [] : ['budgets'])].map(
    (service) => new ServicePrincipal(`${service}.amazonaws.com`),
  );

const ownAlarmsOnly = (scope: Construct) => ({
  StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
});

/**
 * A key of our own in a stage that encrypts by its own key: CloudWatch may not use AWS's key for SNS, and the topic would take
 * no alarm. Elsewhere it is not worth its price: SNS encrypts its disks, and alarms contain no data of customers.
 */
const topicKey = (scope: Construct, stage: Stage): Key | undefined => {
  if (stage.settings.encryptionKeyArn === undefined) return undefined;
  const key = new Key(scope, 'AlarmKey', {
    description: 'Encrypts alarms on their way to people',
    enableKeyRotation: true,
    removalPolicy: stage.removalPolicy,
  });
  key.addToResourcePolicy(
    new PolicyStatement({
      principals: sendersOf(stage),
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: ownAlarmsOnly(scope),
    }),
  );
  return key;
};

const subscriptionOf = (address: string): ITopicSubscription =>
  address.startsWith('https://') ? new UrlSubscription(address) : new EmailSubscription(address);

const alarmTopic = (
  scope: Construct,
  stage: Stage,
  severity: Severity,
  masterKey: Key | undefined,
): Topic => {
  const name = severity === 'page' ? 'Page' : 'Ticket';
  const topic = new Topic(scope, `${name}Topic`, {
    topicName: monitorName(stage, severity),
    ...(masterKey && { masterKey }),
    enforceSSL: true,
  });
  // The policy that refuses plain connections replaces the default one, which let in alarms of the account.
  topic.addToResourcePolicy(
    new PolicyStatement({
      principals: sendersOf(stage),
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: ownAlarmsOnly(scope),
    }),
  );
  for (const address of stage.settings.alarms[severity]) topic.addSubscription(subscriptionOf(address));
  new CfnOutput(scope, `${name}TopicArn`, { value: topic.topicArn });
  return topic;
};

/** One topic per severity, with the subscribers of the stage. */
export const alarmTopics = (scope: Construct, stage: Stage): Readonly<Record<Severity, Topic>> => {
  const key = topicKey(scope, stage);
  const topics = severities.map((severity) => [severity, alarmTopic(scope, stage, severity, key)]);
  return Object.fromEntries(topics);
};
