import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import { metricsProgram, toMetricsCommand } from '../../../../tools/operator/metrics-command/command-line.ts';

const parse = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  toMetricsCommand(parseCommandLine(metricsProgram, args, variables));

describe('the metrics command line', () => {
  it.each([
    [[], {}, { url: 'http://127.0.0.1:3000' }, []],
    [[], { PORT: '4000' }, { url: 'http://127.0.0.1:4000' }, []],
    [['--url', 'http://here:1/', 'a', 'b'], {}, { url: 'http://here:1' }, ['a', 'b']],
    [
      ['--stage', 'prod', 'failed'],
      { AWS_REGION: 'eu-west-1' },
      { stage: 'prod', region: 'eu-west-1' },
      ['failed'],
    ],
  ])('redrives by %j', (args, variables, target, files) => {
    expect(parse(['redrive', ...args], variables)).toEqual({ kind: 'redrive', target, files });
  });

  it.each([
    [[], /command is missing/],
    [['refill'], /Unknown command "refill"/],
    [['redrive', '--fast'], /--fast/],
    [['redrive', '--stage', 'prod'], /AWS_REGION is not set/],
    [['redrive', '--stage', 'prod', '--url', 'http://here'], /exclude each other/],
  ])('refuses %j', (args, message) => {
    expect(() => parse(args)).toThrow(message);
    expect(() => parse(args)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('wants files for a stage', () => {
    expect(() => parse(['redrive', '--stage', 'prod'], { AWS_REGION: 'x' })).toThrow(/needs files/);
  });
});
