import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import { ordersProgram, toOrdersCommand } from '../../../../tools/operator/orders-command/command-line.ts';

const parse = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  toOrdersCommand(parseCommandLine(ordersProgram, args, variables));

describe('the orders command line', () => {
  it.each(['reindex', 'recount-pending'])('runs %s on the local service or a stage', (kind) => {
    const local = { url: 'http://127.0.0.1:3000' };
    expect(parse([kind])).toEqual({ kind, target: local, dryRun: false });
    const stage = { stage: 'prod', region: 'eu-west-1' };
    expect(parse([kind, '--stage', 'prod', '--dry-run'], { AWS_REGION: 'eu-west-1' })).toEqual({
      kind,
      target: stage,
      dryRun: true,
    });
  });

  it('changes torn orders only with the option', () => {
    expect(parse(['mend'])).toMatchObject({ kind: 'mend', dryRun: true });
    expect(parse(['mend', '--apply'])).toMatchObject({ kind: 'mend', dryRun: false });
  });

  it.each([
    [[], /command is missing/],
    [['index'], /Unknown command "index"/],
    [['reindex', '--stage', 'prod'], /AWS_REGION is not set/],
  ])('rejects %j', (args, message) => {
    expect(() => parse(args)).toThrow(message);
    expect(() => parse(args)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});
