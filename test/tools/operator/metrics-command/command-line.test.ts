import { describe, expect, it } from 'vitest';
import { parseMetricsCommand } from '../../../../tools/operator/metrics-command/command-line.ts';

describe('parseMetricsCommand', () => {
  it.each([
    [[], {}, { url: 'http://localhost:3000' }, []],
    [[], { PORT: '4000' }, { url: 'http://localhost:4000' }, []],
    [['--url', 'http://here:1/', 'a', 'b'], {}, { url: 'http://here:1' }, ['a', 'b']],
    [
      ['--stage', 'prod', 'failed'],
      { AWS_REGION: 'eu-west-1' },
      { stage: 'prod', region: 'eu-west-1' },
      ['failed'],
    ],
  ])('redrives by %j', (args, variables, target, files) => {
    expect(parseMetricsCommand(['redrive', ...args], variables)).toEqual({ kind: 'redrive', target, files });
  });

  it('explains itself', () => {
    expect(parseMetricsCommand(['--help'], {})).toEqual({ kind: 'help' });
  });

  it.each([
    [[], /command is missing/],
    [['refill'], /Unknown command refill/],
    [['redrive', '--fast'], /--fast/],
    [['redrive', '--stage', 'prod'], /AWS_REGION is not set/],
    [['redrive', '--stage', 'prod', '--url', 'http://here'], /exclude each other/],
  ])('refuses %j', (args, message) => {
    expect(() => parseMetricsCommand(args, {})).toThrow(message);
    expect(() => parseMetricsCommand(args, {})).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('wants files for a stage', () => {
    expect(() => parseMetricsCommand(['redrive', '--stage', 'prod'], { AWS_REGION: 'x' })).toThrow(
      /needs files/,
    );
  });
});
