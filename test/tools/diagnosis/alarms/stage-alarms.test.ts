import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { expect, it } from 'vitest';
import { stageAlarms } from '../../../../tools/diagnosis/alarms/stage-alarms.ts';

const clientWith = (...answers: readonly object[]) => {
  const inputs: object[] = [];
  const send = async ({ input }: { readonly input: object }) => {
    inputs.push(input);
    return answers[inputs.length - 1];
  };
  return { inputs, client: { send } as unknown as CloudWatchClient };
};

const alarm = (name: string) => ({
  AlarmName: `order-service-prod-${name}`,
  AlarmDescription: 'Requests fail. Runbook: docs/runbooks/slo-availability.md#page',
  AlarmActions: ['arn:aws:sns:eu-central-1:1:order-service-prod-page'],
  StateValue: 'ALARM',
  StateReason: 'Threshold crossed',
  StateUpdatedTimestamp: new Date(0),
});

it('Alarms of a stage have meaning, runbook and reason, from every page of the answer', async () => {
  const { client, inputs } = clientWith(
    { CompositeAlarms: [alarm('availability-page')], NextToken: 'more' },
    { MetricAlarms: [{ ...alarm('availability-page-1h-long'), AlarmActions: [] }] },
  );
  const alarms = await stageAlarms('prod', client, false);
  expect(alarms).toEqual([
    {
      name: 'availability-page',
      state: 'ALARM',
      severity: 'page',
      since: '1970-01-01T00:00:00.000Z',
      meaning: 'Requests fail.',
      runbook: 'docs/runbooks/slo-availability.md#page',
      reason: 'Threshold crossed',
    },
    expect.not.objectContaining({ severity: 'page' }),
  ]);
  expect(inputs).toMatchObject([{ AlarmNamePrefix: 'order-service-prod-' }, { NextToken: 'more' }]);
});

it('Alarms of a stage are neither those of a stage whose name begins alike nor those in another state', async () => {
  const answer = {
    CompositeAlarms: [
      alarm('any-page'),
      { ...alarm('eu-any-page'), StateValue: 'OK' },
      alarm('eu-availability-page'),
    ],
    MetricAlarms: [alarm('eu-relay-late'), { ...alarm('relay-late'), StateValue: 'OK' }],
  };
  const namesOf = async (all: boolean) =>
    (await stageAlarms('prod', clientWith(answer).client, all)).map(({ name }) => name);
  expect(await namesOf(false)).toEqual(['any-page']);
  expect(await namesOf(true)).toEqual(['any-page', 'relay-late']);
});
