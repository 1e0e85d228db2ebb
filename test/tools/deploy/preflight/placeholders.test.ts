import { describe, expect, it } from 'vitest';
import { stageFor } from '../../../../infra/stage.ts';
import { placeholdersIn } from '../../../../tools/deploy/preflight/placeholders.ts';

describe('placeholdersIn', () => {
  it.each([
    'a@example.com',
    'https://runbooks.example.com/x',
    '111111111111',
    'arn:aws:x:eu:222222222222:secret:y',
  ])('finds %s', (value) => {
    expect(placeholdersIn({ one: { two: [value] } })).toEqual([{ path: 'one.two.0', value }]);
  });

  it.each(['a@example.company.test', 'https://shop.test/example.com', '123456789012', 'counterexample.com'])(
    'treats %s as a value',
    (value) => {
      expect(placeholdersIn({ value })).toEqual([]);
    },
  );

  it.each(['dev', 'staging', 'prod'])('finds some in the stage %s as it is delivered', (name) => {
    const paths = placeholdersIn(stageFor(name).settings).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['tokens.issuer', 'paymentSecretArn']));
  });
});
