import { beforeEach, describe, expect, it } from 'vitest';
import { toRecordItem } from '../../../../lib/adapters/dynamodb/idempotency-item.ts';
import { archiveRetentionDays } from '../../../../lib/contract/bus-rules.ts';
import { logRetentionDays, tableRecoveryDays } from '../../../../lib/contract/retention.ts';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import {
  customersProgram,
  toCustomersCommand,
} from '../../../../tools/operator/customers-command/command-line.ts';
import { runCustomersCommand } from '../../../../tools/operator/customers-command/run-command.ts';
import { aCompletedRecord } from '../../../builders/an-idempotency-record.ts';
import { aCustomer, type Customer } from '../../../harness/customers/a-customer.ts';
import { pseudonymsIn, theOnly } from '../../../harness/customers/erasing.ts';
import { calmly, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';
import { putItems } from '../../../harness/dynamodb/stored-items.ts';

const emptyTable = useEmbeddedTables();

interface Exported {
  readonly customerId: string;
  readonly orders: readonly {
    readonly orderId: string;
    readonly order: Readonly<Record<string, unknown>>;
    readonly items: readonly { readonly sk: string }[];
    readonly events: readonly { readonly events: readonly { readonly type: string }[] }[];
  }[];
  readonly summary: readonly unknown[];
  readonly replies: readonly { readonly response: { readonly body: string } }[];
}

describe('npm run customers', () => {
  let customer: Customer;
  beforeEach(async () => {
    customer = await aCustomer(emptyTable);
  });

  /** Output of a command. */
  const run = async (line: string): Promise<string> => {
    const printed: string[] = [];
    const variables = { AWS_REGION: 'eu-west-1' };
    const command = toCustomersCommand(parseCommandLine(customersProgram, line.split(' '), variables));
    const operator = {
      now: () => Date.parse('2026-07-01T14:00:00.000Z'),
      print: (text: string) => void printed.push(text),
      report: () => {},
    };
    expect(await runCustomersCommand(command, customer.customerTables, operator, calmly)).toBe(0);
    return printed.join('\n');
  };
  const exported = async (id: string) => JSON.parse(await run(`export --customer ${id}`)) as Exported;

  it('exports orders with money and events, the summary and stored replies', async () => {
    const { customerId, orders, summary, replies } = await exported('alice');
    expect(customerId).toBe('alice');
    expect(orders.map(({ orderId }) => orderId)).toEqual(
      customer.alices.map(({ order }) => order.id).toReversed(),
    );
    const [, cancelled] = orders;
    expect(cancelled?.order).toMatchObject({ customerId: 'alice', status: 'cancelled' });
    expect(cancelled?.items.map(({ sk }) => sk)).toEqual(['ATTEMPT#000001', 'REFUND#000001', 'RESERVATION']);
    expect(cancelled?.events.flatMap(({ events }) => events.map(({ type }) => type))).toEqual([
      'order.created',
      'order.confirmed',
      'order.cancelled',
      'order.refund-succeeded',
    ]);
    expect(summary).toHaveLength(3);
    expect(replies.map(({ response }) => response.body)).toEqual([customer.record.response.body]);
    expect(JSON.stringify(orders)).not.toMatch(/gsi\dpk/);
  });

  it('exports no secret of a stored reply', async () => {
    const body = JSON.stringify({ customerId: 'alice', payment: { clientSecret: 'pi_1_secret_2' } });
    const response = { statusCode: 202, headers: {}, body };
    await putItems(customer.orders, [toRecordItem(aCompletedRecord({ recordId: 'r-2', response }))]);
    const text = await run('export --customer alice');
    expect(text).not.toContain('pi_1_secret_2');
    expect(text).toContain('[redacted]');
  });

  it('exports nothing under the id after an erasure, and everything under the pseudonym', async () => {
    const before = await exported('alice');
    await run('erase --customer alice');
    await expect(run('export --customer alice')).rejects.toThrow(
      /Nothing is kept about the customer "alice"/,
    );
    const after = await exported(theOnly(await pseudonymsIn(customer)));
    const ids = ({ orders }: Exported) => orders.map(({ orderId }) => orderId);
    expect(ids(after)).toEqual(ids(before));
    expect(after.replies).toEqual([]);
  });

  it('prints counts, and the same with --dry-run', async () => {
    const counts = 'the customer’s id from 3 orders, 11 event items, 3 summary items, 1 stored reply';
    expect(await run('erase --customer alice --dry-run')).toContain(`Would erase ${counts}`);
    expect(await run('erase --customer alice')).toContain(`Erased ${counts}`);
  });

  it('names no pseudonym, which would connect it with the id', async () => {
    expect(await run('erase --customer alice')).not.toMatch(/erased-[0-9a-f]/);
  });

  describe('the list of data that keep the id', () => {
    it('has the day of deletion by the contract for a stage', async () => {
      const text = await run('erase --customer alice --stage prod --dry-run');
      expect(text).toMatch(new RegExp(`log lines +2026-09-29 +${logRetentionDays.lasting} days`));
      expect(text).toMatch(new RegExp(`point-in-time recovery\\) +2026-08-05 +${tableRecoveryDays} days`));
      expect(text).toMatch(new RegExp(`archive of the event bus +2026-07-31 +${archiveRetentionDays} days`));
      expect(await run('erase --customer alice --stage dev --dry-run')).toMatch(
        new RegExp(`log lines +2026-07-08 +${logRetentionDays.disposable} days`),
      );
    });

    it('states the form of the id in log lines', async () => {
      expect(await run('erase --customer alice --dry-run')).toContain('hold the id in clear');
      await customer.placed(60, ['expire'], 'eve@example.com');
      expect(await run('erase --customer eve@example.com --dry-run')).toMatch(
        /hold the id as sha256:[0-9a-f]{32}/,
      );
    });
  });
});
