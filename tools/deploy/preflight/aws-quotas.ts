import {
  type CloudFormationClient,
  DescribeAccountLimitsCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { type DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { type EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { GetAccountSummaryCommand, type IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { GetAccountSettingsCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { CountedKind, Limited, LimitedKind, QuotaReader } from './quotas.ts';

/** Clients of one account and region. */
export interface QuotaClients {
  readonly cloudFormation: Pick<CloudFormationClient, 'send'>;
  readonly iam: Pick<IAMClient, 'send'>;
  readonly lambda: Pick<LambdaClient, 'send'>;
  readonly cloudWatch: Pick<CloudWatchClient, 'send'>;
  readonly events: Pick<EventBridgeClient, 'send'>;
  readonly dynamodb: Pick<DynamoDBClient, 'send'>;
}

interface Page {
  readonly names: readonly (string | undefined)[];
  /** Token of the next page. */
  readonly next: string | undefined;
}

const allNames = async (
  readPage: (token: string | undefined) => Promise<Page>,
): Promise<readonly string[]> => {
  const all: string[] = [];
  let token: string | undefined;
  do {
    const { names, next } = await readPage(token);
    all.push(...names.filter((name) => name !== undefined));
    token = next;
  } while (token !== undefined);
  return all;
};

/** Reads quotas and their use by lists and settings of the services. Uses read permissions only. */
export const awsQuotaReader = ({
  cloudFormation,
  iam,
  lambda,
  cloudWatch,
  events,
  dynamodb,
}: QuotaClients): QuotaReader => {
  const pages: Readonly<Record<CountedKind, (token: string | undefined) => Promise<Page>>> = {
    async alarms(NextToken) {
      const AlarmTypes = ['MetricAlarm', 'CompositeAlarm'] as const;
      const answer = await cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmTypes: [...AlarmTypes], MaxRecords: 100, NextToken }),
      );
      const found = [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])];
      return { names: found.map(({ AlarmName }) => AlarmName), next: answer.NextToken };
    },
    async rules(NextToken) {
      const answer = await events.send(new ListRulesCommand({ Limit: 100, NextToken }));
      return { names: (answer.Rules ?? []).map(({ Name }) => Name), next: answer.NextToken };
    },
    async tables(ExclusiveStartTableName) {
      const answer = await dynamodb.send(new ListTablesCommand({ ExclusiveStartTableName }));
      return { names: answer.TableNames ?? [], next: answer.LastEvaluatedTableName };
    },
  };
  const limited: Readonly<Record<LimitedKind, () => Promise<Limited>>> = {
    async stacks() {
      const { AccountLimits = [] } = await cloudFormation.send(new DescribeAccountLimitsCommand({}));
      const limit =
        AccountLimits.find(({ Name }) => Name === 'StackLimit')?.Value ?? Number.POSITIVE_INFINITY;
      const names = await allNames(async (NextToken) => {
        const answer = await cloudFormation.send(new ListStacksCommand({ NextToken }));
        // Deleted stacks stay in the list for 90 days.
        const present = (answer.StackSummaries ?? []).filter(
          ({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE',
        );
        return { names: present.map(({ StackName }) => StackName), next: answer.NextToken };
      });
      return { limit, names };
    },
    async roles() {
      const { SummaryMap } = await iam.send(new GetAccountSummaryCommand({}));
      const names = await allNames(async (Marker) => {
        const answer = await iam.send(new ListRolesCommand({ Marker, MaxItems: 1_000 }));
        return { names: (answer.Roles ?? []).map(({ RoleName }) => RoleName), next: answer.Marker };
      });
      return { limit: SummaryMap?.RolesQuota ?? Number.POSITIVE_INFINITY, names };
    },
  };
  return {
    limited: (kind) => limited[kind](),
    async codeStorage() {
      const { AccountLimit, AccountUsage } = await lambda.send(new GetAccountSettingsCommand({}));
      return {
        limit: AccountLimit?.TotalCodeSize ?? Number.POSITIVE_INFINITY,
        used: AccountUsage?.TotalCodeSize ?? 0,
      };
    },
    names: (kind) => allNames(pages[kind]),
  };
};
