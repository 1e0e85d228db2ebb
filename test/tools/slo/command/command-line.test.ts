import { describe, expect, it } from 'vitest';
import { parseSloCommand, sloHelp } from '../../../../tools/slo/command/command-line.ts';
import { SloCommandError } from '../../../../tools/slo/command/slo-command-error.ts';

const parse = (line: string, environment: Record<string, string> = {}) =>
  parseSloCommand(line === '' ? [] : line.split(' '), environment);

const atSign = (option: string) => `--${option} has an @ in it: give an address without a user's name.`;

describe('parseSloCommand', () => {
  it.each(['list', 'table', 'check'] as const)('takes %s', (name) => {
    expect(parse(name)).toEqual({ name });
  });

  it('takes the id of an objective to show', () => {
    expect(parse('show availability')).toEqual({ name: 'show', id: 'availability' });
  });

  it.each(['--help', 'status --help', 'list --help'])('answers %s with help', (line) => {
    expect(parse(line)).toEqual({ name: 'help' });
  });

  it('asks the local service for the status unless told otherwise', () => {
    expect(parse('status')).toEqual({
      name: 'status',
      request: { url: 'http://localhost:3000', json: false },
    });
    expect(parse('status', { PORT: '4000' })).toMatchObject({ request: { url: 'http://localhost:4000' } });
  });

  it('takes all that status can be told', () => {
    const line =
      'status --url https://api.example/ --token t --prometheus http://localhost:9090/ --watch 2.5 --json';
    expect(parse(line)).toEqual({
      name: 'status',
      request: {
        url: 'https://api.example',
        token: 't',
        prometheus: 'http://localhost:9090',
        watchSeconds: 2.5,
        json: true,
      },
    });
  });

  it('takes a token from the environment, where other users do not see it', () => {
    expect(parse('status', { SLO_TOKEN: 'secret' })).toMatchObject({ request: { token: 'secret' } });
    expect(parse('status --token t', { SLO_TOKEN: 'secret' })).toMatchObject({ request: { token: 't' } });
  });

  it.each([
    ['', 'No command is given.'],
    ['foo', 'There is no command "foo".'],
    ['show', 'show needs the id of an objective.'],
    ['show a b', '"b" is too much.'],
    ['list a', '"a" is too much.'],
    ['table --json', 'table has no options.'],
    ['status --url localhost:3000', '--url "localhost:3000" is no http address.'],
    ['status --url nonsense', '--url "nonsense" is no http address.'],
    ['status --url http://alice:secret@localhost', atSign('url')],
    ['status --url alice:secret@localhost:3000', atSign('url')],
    ['status --url http://alice:sec/ret@localhost', atSign('url')],
    ['status --prometheus http://alice@localhost', atSign('prometheus')],
    ['status --token a\nb', 'The token has characters in it that no token has.'],
    ['status --prometheus ftp://x', '--prometheus "ftp://x" is no http address.'],
    ['status --watch 0', '--watch "0" is no number of seconds from 1 to 86400.'],
    ['status --watch soon', '--watch "soon" is no number of seconds from 1 to 86400.'],
    ['status --nonsense', "Unknown option '--nonsense'."],
  ])('refuses "%s" in one line', (line, message) => {
    const advice = '`npm run slo -- --help` lists what there is.';
    expect(() => parse(line)).toThrow(new SloCommandError(`${message} ${advice}`));
  });
});

describe('sloHelp', () => {
  it.each(['list', 'show', 'table', 'check', 'status'])('tells of %s', (name) => {
    expect(sloHelp).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  });
});
