import { plainText } from '../../../infra/monitoring/limits/plain-text.ts';
import { type AlarmState, type AlarmTemplate, alarmStates, type Published } from './alarm-evaluator.ts';
import { type CompositeTemplate, ruleCondition, sentAt } from './composite-evaluator.ts';

/** Course of an alarm in a story: its state after every minute, and the times of its notifications in seconds. */
export interface AlarmRun {
  readonly states: readonly AlarmState[];
  /** To which topics it is sent, by their logical ids. */
  readonly topics: readonly string[];
  readonly sent: readonly number[];
}

/** A template, as `Template` of aws-cdk-lib holds it. */
export interface AlarmsTemplate {
  readonly toJSON: () => Readonly<Record<string, unknown>>;
}

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation properties are untyped by nature
  readonly Properties: any;
}

const alarmsOf = (template: AlarmsTemplate, type: string): ReadonlyMap<string, Resource> =>
  new Map(
    Object.entries((template.toJSON()['Resources'] ?? {}) as Readonly<Record<string, Resource>>).filter(
      ([, { Type }]) => Type === `AWS::CloudWatch::${type}`,
    ),
  );

const compositeOf = (properties: Record<string, unknown>): CompositeTemplate => {
  const suppressor = properties['ActionsSuppressor'];
  return {
    rule: plainText(properties['AlarmRule']),
    ...(suppressor !== undefined && { suppressor: plainText(suppressor).replace(/\.Arn$/, '') }),
    waitSeconds: Number(properties['ActionsSuppressorWaitPeriod'] ?? 0),
    extensionSeconds: Number(properties['ActionsSuppressorExtensionPeriod'] ?? 0),
  };
};

/** Evaluates the alarms of a stage's template, each once and only when asked for. */
export const evaluator = (
  template: AlarmsTemplate,
  published: Published,
  minutes: number,
  prefix = 'order-service-dev-',
) => {
  const alarms = alarmsOf(template, 'Alarm');
  const composites = alarmsOf(template, 'CompositeAlarm');
  const known = new Map<string, AlarmRun>();
  const ids = new Map(
    [...alarms, ...composites].map(([id, { Properties }]) => [Properties.AlarmName.replace(prefix, ''), id]),
  );

  const compositeStates = ({ rule }: CompositeTemplate): AlarmState[] => {
    const condition = ruleCondition(rule);
    return Array.from({ length: minutes }, (_, minute) =>
      condition((child) => run(child).states[minute] === 'ALARM') ? 'ALARM' : 'OK',
    );
  };

  const evaluate = (id: string): AlarmRun => {
    const { Properties } = alarms.get(id) ?? composites.get(id) ?? {};
    if (Properties === undefined) throw new Error(`there is no alarm ${id}`);
    const topics = (Properties.AlarmActions ?? []).map(plainText);
    if (alarms.has(id)) {
      const states = alarmStates(Properties as AlarmTemplate, published, minutes);
      return { states, topics, sent: sentAt(states, undefined, { waitSeconds: 0, extensionSeconds: 0 }) };
    }
    const composite = compositeOf(Properties);
    const states = compositeStates(composite);
    const suppressor = composite.suppressor === undefined ? undefined : run(composite.suppressor).states;
    return { states, topics, sent: sentAt(states, suppressor, composite) };
  };

  const run = (id: string): AlarmRun => {
    const found = known.get(id) ?? evaluate(id);
    known.set(id, found);
    return found;
  };

  return {
    names: [...ids.keys()],
    /** By the alarm's name without service and stage. */
    alarm: (name: string): AlarmRun => run(ids.get(name) ?? name),
  };
};
