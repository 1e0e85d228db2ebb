import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  deadLetterQueueName,
  functionName,
  monitorName,
  queueName,
  ruleDeadLetterQueueName,
  ruleName,
  stackName,
} from '../../../infra/names.ts';
import { busRuleEntries } from '../../../lib/contract/bus-rules.ts';
import { hookIds } from '../../../lib/contract/deployment-hooks.ts';
import { errorRegistry } from '../../../lib/contract/errors/registry.ts';
import { functionIds } from '../../../lib/contract/function-ids.ts';
import { queueEntries } from '../../../lib/contract/queues.ts';
import { slos } from '../../../lib/contract/slos.ts';
import { logEvents } from '../../../lib/platform/logging/log-events.ts';
import { runbookOpening, runbookParts } from '../../../tools/slo/runbooks.ts';
import { resourcesOf } from '../../harness/infra/cloudformation.ts';
import { isEmitted } from '../../harness/infra/custom-metric.ts';
import { commandsOf, runbooks, sectionsOf } from '../../harness/infra/runbook-text.ts';
import { synthesized, withSyntheticOrders } from '../../harness/infra/synthesized.ts';

const { monitoring, api } = synthesized({
  settings: { ...withSyntheticOrders.settings, rollout: 'canary' },
});
const alarms = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm']
  .flatMap((type) => [monitoring, api].flatMap((template) => resourcesOf(template, type)))
  .map(([, { Properties }]) => Properties as { AlarmName: string; AlarmDescription: string });
const texts = [...runbooks.values()].map((runbook) => [runbook.file, runbook] as const);
const forAlarms = texts.filter(([file]) => file !== 'README.md');
const linked = alarms.map(({ AlarmDescription }) => /docs\/runbooks\/(\S+)#(\S+)$/.exec(AlarmDescription));

const found = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([whole, part]) => part ?? whole)),
];

describe('link of an alarm to its runbook', () => {
  it('leads to a section that exists, for every alarm', () => {
    expect(linked).not.toContain(null);
    const missing = linked.filter(
      (link) => !runbooks.get(link?.[1] ?? '')?.anchors.includes(link?.[2] ?? ''),
    );
    expect(missing.map((link) => link?.[0])).toEqual([]);
  });
});

describe.each(Object.values(slos))('runbook of $id', ({ runbook: path, target, windowDays, description }) => {
  const text = runbooks.get(path.replace('docs/runbooks/', ''))?.text ?? '';

  it('opens with the objective as it is declared', () => {
    expect(text.split('\n')[2]).toBe(runbookOpening({ target, windowDays, description }));
  });

  it('has no other figures of the objective, which would be forgotten when it changes', () => {
    const rest = text.split('\n').slice(3).join('\n');
    expect(rest).not.toMatch(new RegExp(`\\b${target.replace('.', '\\.')} %|\\b${windowDays} days`));
  });
});

describe.each(forAlarms)('runbook %s', (file, runbook) => {
  it('has a section for each alarm that links to it, and no other', () => {
    const wanted = new Set(linked.filter((link) => link?.[1] === file).map((link) => link?.[2]));
    expect(
      sectionsOf(runbook)
        .map(({ anchor }) => anchor)
        .sort(),
    ).toEqual([...wanted].sort());
  });

  it('states in each section the meaning, the effect on users, the commands, the remedy and the end', () => {
    for (const { text } of sectionsOf(runbook)) {
      expect(
        runbookParts.filter((part) => !text.includes(part)),
        text,
      ).toEqual([]);
    }
  });
});

const stage = { name: '$STAGE' };
const names = new Set([
  ...[...functionIds, ...hookIds].map((id) => functionName(stage, id)),
  ...queueEntries.flatMap(([name]) => [queueName(stage, name), deadLetterQueueName(stage, name)]),
  ...busRuleEntries.flatMap(([name]) => [ruleName(stage, name), ruleDeadLetterQueueName(stage, name)]),
  ...['data', 'events', 'api', 'jobs', 'monitoring'].map((name) => stackName(stage, name)),
  ...['page', 'ticket'].map((name) => monitorName(stage, name)),
  // What the reader has set in the line above, and prefixes.
  ...['$queue-dlq', '$rule-rule-dlq', '$rule'].map((name) => `order-service-$STAGE-${name}`),
]);

describe.each(texts)('commands in %s', (_, { text }) => {
  it('are a script that a shell can read', () => {
    const { stderr } = spawnSync('bash', ['-n'], { input: commandsOf(text).join('\n'), encoding: 'utf8' });
    expect(stderr).toBe('');
  });

  it('name codes that exist', () => {
    const logCodes = Object.values(logEvents).map(({ code }) => code as string);
    const asked = found(text, /\blogCode (?:= "[^"]+"|in \[[^\]]+\])/g).flatMap((filter) =>
      found(filter, /\b(?:LOG-)?[A-Z]{3}-\d{3}\b/g),
    );
    expect(asked.filter((code) => !logCodes.includes(code))).toEqual([]);
    const named = found(text, /\b(?:LOG-)?[A-Z]{3}-\d{3}\b/g);
    expect(named.filter((code) => !logCodes.includes(code) && !(code in errorRegistry))).toEqual([]);
  });

  it('ask for no field that only plain lines of Lambda have: functions log JSON', () => {
    expect(found(text, /@(?:type|duration|billedDuration|initDuration|maxMemoryUsed|memorySize)\b/g)).toEqual(
      [],
    );
    expect(found(text, /Task timed out/g)).toEqual([]);
  });

  it('ask for metrics that CloudWatch has', () => {
    const asked = [...text.matchAll(/\bmetric ((?:order|slo)[\w:-]+) [A-Z]\w+((?: [a-z_]+=[\w/{}.-]+)*)/g)];
    const unknown = asked.filter(([, name = '', given = '']) => {
      const dimensions = given.trim().split(' ').filter(Boolean);
      const pairs = dimensions.map((pair) => pair.split('=') as [string, string]);
      return !isEmitted({ name, dimensions: { service: 'order-service', ...Object.fromEntries(pairs) } });
    });
    expect(unknown.map(([command]) => command)).toEqual([]);
  });

  it('name resources that a deployment makes', () => {
    const named = found(text, /order-service-\$STAGE-[\w$-]+/g);
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('command metric of the runbooks', () => {
  /** Options of the command line that it calls. */
  const called = (asking: string) => {
    const definitions = commandsOf(runbooks.get('README.md')?.text ?? '')[0];
    const { stdout } = spawnSync('bash', [], {
      input: [definitions, 'aws() { printf "%s\\n" "$@"; }', asking].join('\n'),
      encoding: 'utf8',
    });
    const words = stdout.split('\n');
    return (option: string) => words[words.indexOf(option) + 1] ?? '';
  };

  it('asks for a series of AWS, by its namespace, name and dimensions', () => {
    const given = called('metric AWS/Lambda/Throttles Sum FunctionName=order-service-$STAGE-create-order');
    expect([given('--namespace'), given('--metric-name')]).toEqual(['AWS/Lambda', 'Throttles']);
    expect(JSON.parse(given('--dimensions'))).toEqual([
      { Name: 'FunctionName', Value: 'order-service-prod-create-order' },
    ]);
    expect(JSON.parse(called('metric AWS/Lambda/ConcurrentExecutions Maximum')('--dimensions'))).toEqual([]);
  });

  it('asks for one series, by its name and all its dimensions', () => {
    const given = called(
      'metric order_service_requests_total:error Sum method=GET "endpoint=/api/v1/orders/{orderId}"',
    );
    const named = [given('--metric-name'), given('--statistics')];
    expect(named).toEqual(['order_service_requests_total:error', 'Sum']);
    expect(JSON.parse(given('--dimensions'))).toEqual([
      { Name: 'service', Value: 'order-service' },
      { Name: 'method', Value: 'GET' },
      { Name: 'endpoint', Value: '/api/v1/orders/{orderId}' },
    ]);
  });
});
