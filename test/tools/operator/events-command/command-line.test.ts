import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import { eventsProgram, toEventsCommand } from '../../../../tools/operator/events-command/command-line.ts';
import { anOrder } from '../../../builders/an-order.ts';

const { id } = anOrder();
const local = { url: 'http://127.0.0.1:3000' };
const parse = (line: string, variables: Record<string, string> = {}) =>
  toEventsCommand(parseCommandLine(eventsProgram, line === '' ? [] : line.split(' '), variables));

describe('the events command line', () => {
  it('uses the service on this machine by default', () => {
    expect(parse('list-stuck')).toEqual({ kind: 'list-stuck', target: local, limit: 100 });
    expect(parse('list-stuck --limit 5', { PORT: '4000' })).toEqual({
      kind: 'list-stuck',
      target: { url: 'http://127.0.0.1:4000' },
      limit: 5,
    });
  });

  it('finds a stage in the region of the environment', () => {
    expect(parse('list-stuck --stage prod', { AWS_REGION: 'eu-west-1' })).toMatchObject({
      target: { stage: 'prod', region: 'eu-west-1' },
    });
  });

  it('replays an order, or everything since a time in any time zone', () => {
    const command = { target: local, dryRun: false };
    expect(parse(`replay ${id}`)).toEqual({ ...command, kind: 'replay-order', orderId: id });
    expect(parse('replay --since 2026-07-01T14:00:00+02:00 --dry-run')).toEqual({
      ...command,
      kind: 'replay-since',
      since: '2026-07-01T12:00:00.000Z',
      dryRun: true,
    });
  });

  it.each([
    ['list-stuck now', 'Unexpected argument "now"'],
    ['list-stuck --dry-run', 'list-stuck does not take --dry-run'],
    ['list-stuck --since 2026-07-01T12:00:00Z', 'list-stuck does not take --since'],
    ['replay --since 2026-07-01T12:00:00Z --limit 3', 'replay does not take --limit'],
    ['list-stuck --limit none', '--limit is "none"'],
    ['list-stuck --limit 0', '--limit is "0"'],
    ['list-stuck --url ftp://x', '--url is "ftp://x"'],
    ['list-stuck --stage prod', 'AWS_REGION is not set'],
    ['list-stuck --stage prod --url http://x', '--url and --stage exclude each other'],
    ['replay', 'replay needs an order or --since'],
    [`replay ${id} --since 2026-07-01T12:00:00Z`, 'replay takes either an order or --since'],
    [`replay ${id} ${id}`, `Unexpected argument "${id}"`],
    ['replay ord_1', '"ord_1" is not an order id'],
    ['replay --since yesterday', '--since is "yesterday"'],
  ])('states the problem of %j, and refers to the help', (line, problem) => {
    const refusal = { name: 'CommandError', exitCode: 2 };
    const act = () => parse(line);
    expect(act).toThrow(expect.objectContaining(refusal));
    expect(act).toThrow(problem);
    expect(act).toThrow('npm run events -- --help');
  });
});
