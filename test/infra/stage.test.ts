import { RemovalPolicy } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { stageFor } from '../../infra/stage.ts';

describe('stageFor', () => {
  it.each(['dev', 'dev-alice'])('makes %s disposable', (name) => {
    expect(stageFor(name)).toMatchObject({ name, removalPolicy: RemovalPolicy.DESTROY, protected: false });
  });

  it.each(['prod', 'staging', 'development', 'x'])('makes %s keep its data', (name) => {
    expect(stageFor(name)).toMatchObject({ name, removalPolicy: RemovalPolicy.RETAIN, protected: true });
  });

  it.each(['', 'Prod', '1st', 'a_b', 'prod-', 'seventeen-letters', 'a b', 7, null])('refuses %j', (name) => {
    expect(() => stageFor(name)).toThrow(RangeError);
  });
});
