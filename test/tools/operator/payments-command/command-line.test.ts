import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import {
  paymentsProgram,
  toPaymentsCommand,
} from '../../../../tools/operator/payments-command/command-line.ts';
import { anOrder } from '../../../builders/an-order.ts';

const { id } = anOrder();
const local = { url: 'http://127.0.0.1:3000' };
const parse = (line: string, variables: Record<string, string> = {}) =>
  toPaymentsCommand(parseCommandLine(paymentsProgram, line.split(' '), variables));

describe('the payments command line', () => {
  it('uses the service on this machine by default, or a stage', () => {
    expect(parse('list-stuck')).toEqual({ kind: 'list-stuck', target: local, limit: 100 });
    expect(parse('list-stuck --stage prod', { AWS_REGION: 'eu-west-1' })).toMatchObject({
      target: { stage: 'prod', region: 'eu-west-1' },
    });
  });

  it('shows, retries and settles one order', () => {
    const common = { target: local, orderId: id };
    expect(parse(`show ${id}`)).toEqual({ ...common, kind: 'show' });
    const decide = { ...common, kind: 'decide', selection: {}, dryRun: false };
    expect(parse(`retry ${id}`)).toEqual({ ...decide, decision: { does: 'retry' } });
    expect(parse(`settle ${id} --as not-charged --attempt 2 --dry-run`)).toEqual({
      ...decide,
      selection: { attempt: 2 },
      decision: { does: 'settle', as: 'not-charged' },
      dryRun: true,
    });
    expect(parse(`settle ${id} --as refunded --refund 3`)).toMatchObject({ selection: { refund: 3 } });
  });

  it('recovers the money since a time', () => {
    expect(parse('recover --since 2026-11-30T20:00:00+01:00 --give-back')).toEqual({
      kind: 'recover',
      target: local,
      since: '2026-11-30T19:00:00.000Z',
      giveBackUnknown: true,
      dryRun: false,
    });
    expect(() => parse('recover')).toThrow('recover needs --since.');
  });

  it.each([
    ['show', 'orderId'],
    ['show ord_1', '"ord_1" is not an order id'],
    [`settle ${id}`, 'settle needs --as: refunded, paid, not-charged, dispute-handled'],
    [`settle ${id} --as lost`, 'one of refunded, paid, not-charged'],
    [`retry ${id} --attempt 1 --refund 1`, '--attempt and --refund exclude each other'],
    [`retry ${id} --attempt 0`, 'a whole number from 1'],
    [`retry ${id} --as paid`, 'retry does not take --as'],
    ['list-stuck --url http://a --stage b', '--url and --stage exclude each other'],
  ])('refuses %s', (line, problem) => {
    expect(() => parse(line)).toThrow(problem);
  });
});
