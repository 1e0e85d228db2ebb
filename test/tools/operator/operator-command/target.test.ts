import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import {
  targetOf,
  targetOptions,
  targetVariables,
} from '../../../../tools/operator/operator-command/target.ts';

const program = { name: 'x', description: 'x', options: targetOptions, variables: targetVariables } as const;
const parse = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  targetOf(program, parseCommandLine(program, args, variables));

describe('targetOf', () => {
  it.each([
    [[], {}, { url: 'http://127.0.0.1:3000' }],
    [[], { PORT: '4000', AWS_REGION: 'eu-west-1' }, { url: 'http://127.0.0.1:4000' }],
    [['--url', 'https://here/'], {}, { url: 'https://here' }],
    [['--stage', 'dev'], { AWS_REGION: 'eu-west-1' }, { stage: 'dev', region: 'eu-west-1' }],
    [['--stage', 'dev'], { AWS_DEFAULT_REGION: 'eu-west-2' }, { stage: 'dev', region: 'eu-west-2' }],
  ])('makes of %j with %j %j', (args, variables, target) => {
    expect(parse(args, variables as Readonly<Record<string, string>>)).toEqual(target);
  });

  it.each([
    [['--url', 'http://here', '--stage', 'dev'], 'exclude each other'],
    [['--stage', 'dev'], 'AWS_REGION is not set'],
  ])('refuses %j', (args, problem) => {
    expect(() => parse(args)).toThrow(problem);
  });
});
