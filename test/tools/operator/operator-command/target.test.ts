import { describe, expect, it } from 'vitest';
import { CommandError } from '../../../../tools/operator/operator-command/command-error.ts';
import { targetOf } from '../../../../tools/operator/operator-command/target.ts';

const wrong = (problem: string) => new CommandError(problem, 2);

describe('targetOf', () => {
  it.each([
    [{}, {}, { url: 'http://localhost:3000' }],
    [{}, { PORT: '4000', AWS_REGION: 'eu-west-1' }, { url: 'http://localhost:4000' }],
    [{ url: 'https://here/' }, {}, { url: 'https://here' }],
    [{ stage: 'dev' }, { AWS_REGION: 'eu-west-1' }, { stage: 'dev', region: 'eu-west-1' }],
    [{ stage: 'dev' }, { AWS_DEFAULT_REGION: 'eu-west-2' }, { stage: 'dev', region: 'eu-west-2' }],
  ])('makes of %j with %j %j', (options, variables, target) => {
    expect(targetOf(options, variables, wrong)).toEqual(target);
  });

  it.each([
    [{ url: 'http://here', stage: 'dev' }, 'exclude each other'],
    [{ url: 'here' }, 'here is not an http URL'],
    [{ stage: 'dev' }, 'AWS_REGION is not set'],
  ])('refuses %j', (options, problem) => {
    expect(() => targetOf(options, {}, wrong)).toThrow(problem);
  });
});
