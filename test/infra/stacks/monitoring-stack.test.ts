import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { codeCacheMetric } from '../../../infra/monitoring/code-cache.ts';
import { childrenOf } from '../../../infra/monitoring/limits/composite-limits.ts';
import { plainText } from '../../../infra/monitoring/limits/plain-text.ts';
import { metricsNamespaceOf } from '../../../lib/contract/service.ts';
import { sloIds } from '../../../lib/contract/slos.ts';
import { resourcesOf } from '../../harness/infra/cloudformation.ts';
import { isEmitted } from '../../harness/infra/custom-metric.ts';
import { isDocumented } from '../../harness/infra/platform-metric.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const { monitoring } = synthesized();
const metricAlarms = resourcesOf(monitoring, 'AWS::CloudWatch::Alarm');
const composites = resourcesOf(monitoring, 'AWS::CloudWatch::CompositeAlarm');
const everyAlarm = [...metricAlarms, ...composites].map(
  ([id, { Properties }]) => [Properties.AlarmName as string, id, Properties] as const,
);
const topics = resourcesOf(monitoring, 'AWS::SNS::Topic').map(([id]) => id);

const parts = new Set(
  composites.flatMap(([, { Properties }]) =>
    [...childrenOf(plainText(Properties.AlarmRule)), plainText(Properties.ActionsSuppressor ?? '')].map(
      (child) => child.replace(/\.Arn$/, ''),
    ),
  ),
);

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation properties are untyped by nature
const metricsOf = (properties: any): any[] =>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  (properties.Metrics ?? [{ MetricStat: { Metric: properties } }]).flatMap(({ MetricStat }: any) =>
    MetricStat ? [MetricStat.Metric] : [],
  );

describe('monthly budget', () => {
  const withBudget = synthesized({ settings: { alarms: { monthlyBudget: 120.5 } } }).monitoring;

  it('is absent in a stage without a limit, whose topics take messages of alarms alone', () => {
    monitoring.resourceCountIs('AWS::Budgets::Budget', 0);
    expect(JSON.stringify(monitoring.toJSON())).not.toContain('budgets.amazonaws.com');
  });

  it('reports a growing bill by ticket, and the limit by page', () => {
    const [[, { Properties }] = expect.fail('there is no budget')] = resourcesOf(
      withBudget,
      'AWS::Budgets::Budget',
    );
    expect(Properties.Budget).toEqual({
      BudgetName: 'order-service-dev-monthly',
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: 120.5, Unit: 'USD' },
    });
    const notices = Properties.NotificationsWithSubscribers.map(
      // biome-ignore lint/suspicious/noExplicitAny: CloudFormation properties are untyped by nature
      ({ Notification: { NotificationType, Threshold }, Subscribers }: any) =>
        [NotificationType, Threshold, plainText(Subscribers[0].Address)].join(' '),
    );
    expect(notices).toEqual([
      expect.stringMatching(/^ACTUAL 80 TicketTopic/),
      expect.stringMatching(/^FORECASTED 100 TicketTopic/),
      expect.stringMatching(/^ACTUAL 100 PageTopic/),
    ]);
  });

  it('may send to both topics', () => {
    const policies = resourcesOf(withBudget, 'AWS::SNS::TopicPolicy').map(
      ([, { Properties }]) => Properties.PolicyDocument,
    );
    expect(policies).toHaveLength(2);
    for (const { Statement } of policies) {
      expect(Statement).toContainEqual(
        expect.objectContaining({
          Principal: {
            Service: expect.arrayContaining(['budgets.amazonaws.com', 'cloudwatch.amazonaws.com']),
          },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      );
    }
  });
});

describe('alarms', () => {
  it.each(everyAlarm)('%s have a description with meaning and runbook', (_, __, { AlarmDescription }) => {
    expect(AlarmDescription).toMatch(/^[A-Z].{30,}\. Runbook: docs\/runbooks\/[\w-]+\.md#[\w-]+$/);
  });

  const notified = everyAlarm.filter(([name]) => name !== 'order-service-dev-any-page');

  it.each(notified)('%s notifies a topic or is a part of an alarm that does', (_, id, properties) => {
    const told = (properties.AlarmActions ?? []).map(plainText);
    if (told.length === 0) return expect(parts).toContain(id);
    expect(topics).toContain(told[0]);
  });

  it('notify the same topic of their end, unless the problem persists beyond it', () => {
    const endless = everyAlarm.filter(([, , { AlarmActions, OKActions }]) => {
      if (OKActions !== undefined) expect(OKActions).toEqual(AlarmActions);
      return AlarmActions !== undefined && OKActions === undefined;
    });
    expect(endless.map(([name]) => name.replace('order-service-dev-', '')).sort()).toEqual([
      'aggregator-dropping',
      'counts-missing',
      'orders-quarantined',
      'relay-dropping',
    ]);
  });

  it.each(metricAlarms)('%s declare the treatment of missing data', (_, { Properties }) => {
    expect(Properties.TreatMissingData).toMatch(/^(?:notBreaching|breaching|ignore)$/);
  });

  it('are breaching without data only where data is continuous', () => {
    const breaching = metricAlarms.filter(
      ([, { Properties }]) => Properties.TreatMissingData === 'breaching',
    );
    expect(breaching.map(([, { Properties }]) => Properties.AlarmName)).toEqual([
      'order-service-dev-metrics-blind',
      'order-service-dev-log-delivery-failing',
    ]);
  });

  it('page for objectives, for missing metrics, and for failures outside the objectives', () => {
    const page = topics.find((id) => id.startsWith('Page'));
    const paging = everyAlarm.filter(([, , { AlarmActions }]) => AlarmActions?.map(plainText).includes(page));
    expect(paging.map(([name]) => name.replace('order-service-dev-', '')).sort()).toEqual(
      [
        ...sloIds.map((id) => `${id}-page`),
        'api-server-errors',
        'canary-lost',
        'metrics-blind',
        'payment-configuration',
        'stuck-payments-old',
      ].sort(),
    );
  });

  it('have one that is active while any page is, for CloudFormation', () => {
    const page = topics.find((id) => id.startsWith('Page'));
    const paging = everyAlarm.filter(([, , { AlarmActions }]) => AlarmActions?.map(plainText).includes(page));
    const [, , anyPage] = everyAlarm.find(([name]) => name === 'order-service-dev-any-page') ?? [];
    const children = childrenOf(plainText(anyPage.AlarmRule)).map((child) => child.replace(/\.Arn$/, ''));
    expect(children.sort()).toEqual(paging.map(([, id]) => id).sort());
    expect(anyPage.AlarmActions).toBeUndefined();
  });

  it('look at metrics that the functions emit, by their names and dimensions', () => {
    const own = metricAlarms
      .flatMap(([, { Properties }]) => metricsOf(Properties))
      .filter(({ Namespace, MetricName }) => !Namespace.startsWith('AWS/') && MetricName !== codeCacheMetric);
    expect(own.length).toBeGreaterThan(0);
    for (const { Namespace, MetricName, Dimensions = [] } of own) {
      expect(Namespace).toBe(metricsNamespaceOf('dev'));
      const dimensions = Object.fromEntries(
        Dimensions.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]),
      );
      expect({ MetricName, dimensions, emitted: isEmitted({ name: MetricName, dimensions }) }).toMatchObject({
        emitted: true,
      });
    }
  });
});

describe('metrics of AWS that alarms look at', () => {
  it('are documented by their names and dimensions', () => {
    const foreign = metricAlarms
      .flatMap(([, { Properties }]) => metricsOf(Properties))
      .filter(({ Namespace }) => Namespace.startsWith('AWS/'));
    expect(foreign.length).toBeGreaterThan(0);
    const unknown = foreign.filter(({ Namespace, MetricName, Dimensions }) => {
      const pairs = Dimensions.map(({ Name, Value }: { Name: string; Value: string }) => [Name, Value]);
      return !isDocumented(Namespace, { name: MetricName, dimensions: Object.fromEntries(pairs) });
    });
    expect(unknown).toEqual([]);
  });
});

describe('ticket of an objective', () => {
  const tickets = composites.filter(([, { Properties }]) => /-ticket$/.test(Properties.AlarmName));

  it('is suppressed by its page, and for its short windows after it', () => {
    expect(tickets).toHaveLength(sloIds.length);
    for (const [, { Properties }] of tickets) {
      const page = composites.find(([id]) => `${id}.Arn` === plainText(Properties.ActionsSuppressor));
      expect(page?.[1].Properties.AlarmName).toBe(Properties.AlarmName.replace(/ticket$/, 'page'));
      // Both can go into alarm in the same minute, and nothing says which of them CloudWatch looks at first.
      expect(Properties.ActionsSuppressorWaitPeriod).toBe(120);
      expect(Properties.ActionsSuppressorExtensionPeriod).toBe(6 * 3_600);
    }
  });
});

describe('topics of alarms', () => {
  it('are a page and a ticket, without a key that would cost more than it protects', () => {
    expect(
      resourcesOf(monitoring, 'AWS::SNS::Topic').map(([, { Properties }]) => Properties.TopicName),
    ).toEqual(['order-service-dev-page', 'order-service-dev-ticket']);
    monitoring.resourceCountIs('AWS::KMS::Key', 0);
  });

  it('take alarms of this account', () => {
    monitoring.allResourcesProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });

  it('take nothing over a plain connection', () => {
    monitoring.allResourcesProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  it('are outputs of the deployment', () => {
    monitoring.hasOutput('PageTopicArn', {});
    monitoring.hasOutput('TicketTopicArn', {});
  });
});

describe('address of the runbooks', () => {
  it('is that of the stage', () => {
    const alarms = { runbookBaseUrl: 'https://wiki.example.com/runbooks/' };
    const elsewhere = synthesized({ settings: { alarms } }).monitoring;
    elsewhere.hasResourceProperties('AWS::CloudWatch::CompositeAlarm', {
      AlarmDescription: Match.stringLikeRegexp(
        'Runbook: https://wiki\\.example\\.com/runbooks/slo-availability\\.md#page$',
      ),
    });
  });
});
