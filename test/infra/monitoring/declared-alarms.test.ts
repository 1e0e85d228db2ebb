import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { AlarmBoard } from '../../../infra/monitoring/alarm-board.ts';
import { alarmTopics } from '../../../infra/monitoring/alarm-topics.ts';
import { addSloAlarms } from '../../../infra/monitoring/slo-alarms.ts';
import { stageOf } from '../../../infra/stage.ts';
import { slos } from '../../../lib/contract/slos.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { anAlarm } from '../../harness/infra/planted.ts';
import { anApp } from '../../harness/infra/synthesized.ts';

/** Alarms of the objective availability, by name without service and stage, with their tags. */
const alarmsOf = (alerts: Objective['alerts']): Record<string, unknown> => {
  const app = anApp();
  const stack = new Stack(app, 'shop');
  const stage = stageOf(app);
  const board = new AlarmBoard(stack, { stage, topics: alarmTopics(stack, stage), runbookBaseUrl: 'docs' });
  addSloAlarms(board, { ...slos.availability, ...(alerts && { alerts }) }, anAlarm(stack, 'blind'));
  const template = Template.fromStack(stack);
  return Object.fromEntries(
    ['AWS::CloudWatch::CompositeAlarm', 'AWS::CloudWatch::Alarm']
      .flatMap((type) => Object.values(template.findResources(type)))
      .map(({ Properties }) => [
        String(Properties.AlarmName).replace(/^order-service-dev-/, ''),
        Properties.Tags?.filter(({ Key }: { Key: string }) => Key === 'team'),
      ]),
  );
};

const sent = ['availability-page', 'availability-ticket', 'availability-budget-exhausted'];

describe('addSloAlarms', () => {
  it('adds the alarms of an objective that leaves none out', () => {
    expect(Object.keys(alarmsOf(undefined))).toEqual(expect.arrayContaining(sent));
  });

  it.each(['page', 'ticket', 'budget-exhausted'] as const)('leaves out %s, and its parts, alone', (kind) => {
    const left = Object.keys(alarmsOf({ [kind]: { leaveOut: true } }));
    expect(sent.filter((name) => !left.includes(name))).toEqual([`availability-${kind}`]);
    expect(left.filter((name) => name.startsWith(`availability-${kind}-`))).toEqual([]);
  });

  it('tags an alarm with its labels', () => {
    const tags = alarmsOf({ page: { labels: { team: 'orders' } } });
    expect(tags['availability-page']).toEqual([{ Key: 'team', Value: 'orders' }]);
    expect(tags['availability-ticket'] ?? []).toEqual([]);
  });
});
