import { describe, expect, it } from 'vitest';
import { CommandError } from '../../../../tools/command-line/command-error.ts';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import { sloCommand, statusRequest } from '../../../../tools/slo/command/command-line.ts';

const parse = (line: string, environment: Record<string, string> = {}) =>
  parseCommandLine(sloCommand, line === '' ? [] : line.split(' '), environment);

const requestOf = (line: string, environment: Record<string, string> = {}) => {
  const parsed = parse(line, environment);
  if (parsed.command !== 'status') throw new Error('another command');
  return statusRequest(parsed);
};

describe('command line of npm run slo', () => {
  it.each(['list', 'table', 'check'] as const)('takes %s', (command) => {
    expect(parse(command)).toMatchObject({ command });
  });

  it('takes the id of an objective to show', () => {
    expect(parse('show availability')).toMatchObject({ command: 'show', operands: ['availability'] });
  });

  it.each([
    ['', 'The command is missing'],
    ['foo', 'Unknown command "foo"'],
    ['show', 'id is missing.'],
    ['show a b', 'Unexpected argument "b".'],
    ['list a', 'Unexpected argument "a".'],
    ['table --json', 'table does not take --json.'],
    ['status --token a\nb', '--token contains characters that no token has.'],
    ['status --watch 0', '--watch is "0". Set it to a number from 1 to 86400.'],
    ['report --month 2026-13', '--month must be a month such as 2026-11.'],
    ['status --nonsense', "Unknown option '--nonsense'."],
  ])('refuses "%s"', (line, message) => {
    expect(() => parse(line)).toThrow(CommandError);
    expect(() => parse(line)).toThrow(message);
  });
});

describe('statusRequest', () => {
  it('reads from the local service at PORT by default', () => {
    expect(requestOf('status')).toEqual({ url: 'http://127.0.0.1:3000', json: false });
    expect(requestOf('status', { PORT: '4000' })).toMatchObject({ url: 'http://127.0.0.1:4000' });
  });

  it('takes every option of status', () => {
    const line =
      'status --url https://api.example/ --token t --prometheus http://localhost:9090/ --watch 2.5 --json';
    expect(requestOf(line)).toEqual({
      url: 'https://api.example',
      token: 't',
      prometheus: 'http://localhost:9090',
      watchSeconds: 2.5,
      json: true,
    });
  });

  it('takes a stage of CloudWatch with its region', () => {
    expect(requestOf('status --stage prod', { AWS_REGION: 'eu-central-1' })).toMatchObject({
      stage: 'prod',
      region: 'eu-central-1',
    });
  });

  it('takes a token from the environment, where other users do not see it', () => {
    expect(requestOf('status', { SLO_TOKEN: 'secret' })).toMatchObject({ token: 'secret' });
    expect(requestOf('status --token t', { SLO_TOKEN: 'secret' })).toMatchObject({ token: 't' });
  });
});
