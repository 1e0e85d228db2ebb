import { RemovalPolicy } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { stageFor } from '../../infra/stage.ts';
import { dev } from '../../infra/stages/dev.ts';
import { prod } from '../../infra/stages/prod.ts';

describe('stageFor', () => {
  it.each(['dev', 'dev-alice'])('makes %s disposable', (name) => {
    expect(stageFor(name)).toMatchObject({ name, removalPolicy: RemovalPolicy.DESTROY, protected: false });
  });

  it.each(['prod', 'staging'])('makes %s keep its data', (name) => {
    const removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    expect(stageFor(name)).toMatchObject({ name, removalPolicy, protected: true });
  });

  it('makes a stage with another name keep its data', () => {
    expect(stageFor('live', prod).protected).toBe(true);
  });

  it.each(['', 'Prod', '1st', 'a_b', 'prod-', 'seventeen-letters', 'a b', 7, null])('refuses %j', (name) => {
    expect(() => stageFor(name)).toThrow(RangeError);
  });

  it.each(['development', 'constructor'])('names the file to write for the unknown stage %s', (name) => {
    expect(() => stageFor(name)).toThrow(`stage ${name} has no settings: write infra/stages/${name}.ts`);
  });

  it('gives dev-<name> the settings of dev', () => {
    expect(stageFor('dev-alice').settings).toEqual(stageFor('dev').settings);
  });

  it('reports every problem of the settings at once', () => {
    const settings = {
      ...dev,
      account: '12',
      tokens: { issuer: 'http://issuer.example.com', audiences: [] },
      alarms: { page: ['nobody'] },
      colour: 'red',
    };
    const lines = String(messageOf(() => stageFor('dev', settings))).split('\n');
    expect(lines[0]).toBe('The settings of the stage dev are not valid:');
    for (const path of ['account', 'tokens.issuer', 'tokens.audiences', 'alarms.page.0', 'settings']) {
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^  ${path}: .`)));
    }
  });

  it('needs account, region, alarms, a person to page and an address of the runbooks where data is kept', () => {
    const lines = String(messageOf(() => stageFor('live', dev)))
      .split('\n')
      .slice(1);
    expect(lines.map((line) => line.trim().split(':')[0]).sort()).toEqual([
      'account',
      'alarms.monitoring',
      'alarms.page',
      'alarms.runbookBaseUrl',
      'region',
    ]);
  });

  it('needs the region of a key', () => {
    const encryptionKeyArn = 'arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    expect(() => stageFor('dev', { ...dev, encryptionKeyArn })).toThrow(
      'region: is needed with encryptionKeyArn',
    );
    expect(() =>
      stageFor('dev', { ...dev, encryptionKeyArn: 'alias/orders', region: 'eu-central-1' }),
    ).toThrow('encryptionKeyArn: must be the ARN of a key');
  });

  it('refuses a shared cache address that the functions would refuse at their start', () => {
    const settings = { ...dev, catalogueCacheUrl: 'cache.example:6379' };
    expect(() => stageFor('dev', settings)).toThrow('catalogueCacheUrl: must be redis://host:port');
  });
});

const messageOf = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
  throw new Error('nothing was thrown');
};
