import { describe, expect, it } from 'vitest';
import { awsQuotaReader, type QuotaClients } from '../../../../tools/deploy/preflight/aws-quotas.ts';

interface SentCommand {
  readonly input: Readonly<Record<string, unknown>>;
}

/** A reader of an account whose services answer a command by its name, and by the token of a page. */
const aReader = (answers: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>) => {
  const send = async (command: SentCommand) => {
    const { NextToken, ExclusiveStartTableName, Marker } = command.input;
    const page = Number(NextToken ?? ExclusiveStartTableName ?? Marker ?? 0);
    return answers[command.constructor.name]?.[page] ?? {};
  };
  const client = { send };
  return awsQuotaReader({
    cloudFormation: client,
    iam: client,
    lambda: client,
    cloudWatch: client,
    events: client,
    dynamodb: client,
  } as unknown as QuotaClients);
};

describe('awsQuotaReader', () => {
  it('reads the stacks that are not deleted, of all pages, and their quota', async () => {
    const reader = aReader({
      DescribeAccountLimitsCommand: [{ AccountLimits: [{ Name: 'StackLimit', Value: 2_000 }] }],
      ListStacksCommand: [
        {
          StackSummaries: [
            { StackName: 'a', StackStatus: 'CREATE_COMPLETE' },
            { StackName: 'gone', StackStatus: 'DELETE_COMPLETE' },
          ],
          NextToken: '1',
        },
        { StackSummaries: [{ StackName: 'b', StackStatus: 'UPDATE_COMPLETE' }] },
      ],
    });
    expect(await reader.limited('stacks')).toEqual({ limit: 2_000, names: ['a', 'b'] });
  });

  it('reads the roles of all pages, and their quota', async () => {
    const reader = aReader({
      GetAccountSummaryCommand: [{ SummaryMap: { Roles: 2, RolesQuota: 1_000 } }],
      ListRolesCommand: [{ Roles: [{ RoleName: 'a' }], Marker: '1' }, { Roles: [{ RoleName: 'b' }] }],
    });
    expect(await reader.limited('roles')).toEqual({ limit: 1_000, names: ['a', 'b'] });
  });

  it('reads the bytes of all functions, and their quota', async () => {
    const reader = aReader({
      GetAccountSettingsCommand: [
        { AccountLimit: { TotalCodeSize: 80 }, AccountUsage: { TotalCodeSize: 7 } },
      ],
    });
    expect(await reader.codeStorage()).toEqual({ limit: 80, used: 7 });
  });

  it('lists alarms of both kinds, rules and tables of all pages', async () => {
    const reader = aReader({
      DescribeAlarmsCommand: [
        { MetricAlarms: [{ AlarmName: 'a' }], NextToken: '1' },
        { CompositeAlarms: [{ AlarmName: 'b' }] },
      ],
      ListRulesCommand: [{ Rules: [{ Name: 'r' }], NextToken: '1' }, { Rules: [{ Name: 's' }] }],
      ListTablesCommand: [{ TableNames: ['t'], LastEvaluatedTableName: '1' }, { TableNames: ['u'] }],
    });
    const lists = await Promise.all((['alarms', 'rules', 'tables'] as const).map(reader.names));
    expect(lists).toEqual([
      ['a', 'b'],
      ['r', 's'],
      ['t', 'u'],
    ]);
  });
});
