import { describe, expect, it } from 'vitest';
import { declarationChanges, declarationsOf } from '../../../../tools/local-cloud/command/declarations.ts';
import { fixtureConsumers, fixtureDeployment } from '../../../harness/local-cloud/fixture-deployment.ts';

const running = fixtureDeployment();
const changes = (after: object) =>
  declarationChanges(declarationsOf(running), declarationsOf({ ...running, ...after }));

describe('declarationChanges', () => {
  it('finds none between equal declarations', () => {
    expect(changes({})).toEqual([]);
  });

  it('names new, removed and changed ones of every kind', () => {
    const { respond, ...others } = running.routes;
    expect(changes({ routes: others })).toEqual(['removed route respond']);
    expect(changes({ routes: { ...running.routes, second: respond } })).toEqual(['new route second']);
    expect(changes({ routes: { ...running.routes, respond: { ...respond, path: '/other' } } })).toEqual([
      'changed route respond',
    ]);
    expect(changes({ consumers: fixtureConsumers })).toEqual([
      'new consumer receive-records',
      'new consumer receive-lines',
    ]);
    expect(changes({ queues: { mail: {} } })).toEqual(['new queue mail']);
    expect(changes({ schedules: { sweep: {} } })).toEqual(['new scheduled job sweep']);
  });
});
