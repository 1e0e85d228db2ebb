import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import {
  customersProgram,
  toCustomersCommand,
} from '../../../../tools/operator/customers-command/command-line.ts';

const parse = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  toCustomersCommand(parseCommandLine(customersProgram, args, variables));
const local = { url: 'http://127.0.0.1:3000' };

describe('the customers command line', () => {
  it('exports and erases a customer, on the local service or a stage', () => {
    expect(parse(['export', '--customer', 'auth0|alice'])).toEqual({
      kind: 'export',
      target: local,
      customerId: 'auth0|alice',
    });
    expect(parse(['erase', '--customer', 'alice'])).toMatchObject({ kind: 'erase', dryRun: false });
    const args = ['erase', '--customer', 'alice', '--stage', 'prod', '--dry-run'];
    expect(parse(args, { AWS_REGION: 'eu-west-1' })).toEqual({
      kind: 'erase',
      target: { stage: 'prod', region: 'eu-west-1' },
      customerId: 'alice',
      dryRun: true,
    });
  });

  it.each([
    [[], /command is missing/],
    [['forget'], /Unknown command "forget"/],
    [['erase'], /erase needs --customer/],
    [['export', '--customer', ' '], /is not a customer id/],
    [['erase', '--customer', 'al\nice'], /is not a customer id/],
    [['export', '--customer', 'alice', '--dry-run'], /dry-run/],
    [['erase', '--customer', 'alice', '--stage', 'prod'], /AWS_REGION is not set/],
  ])('rejects %j', (args, message) => {
    expect(() => parse(args)).toThrow(message);
    expect(() => parse(args)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});
