import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AccountReader } from './account-reader.ts';
import { awsQuotaReader } from './aws-quotas.ts';
import type { QuotaReader } from './quotas.ts';

/** Name of the stack that `cdk bootstrap` makes. */
const bootstrapStack = 'CDKToolkit';

const unlessAbsent = async <T>(
  reading: Promise<T>,
  isAbsence: (error: Error) => boolean,
): Promise<T | undefined> => {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && isAbsence(error)) return undefined;
    throw error;
  }
};

const isNotFound = ({ name }: Error): boolean => name === 'ResourceNotFoundException';

/** CloudFormation has no error of its own for a stack that does not exist. */
const isMissingStack = ({ name, message }: Error): boolean =>
  name === 'ValidationError' && message.includes('does not exist');

/** Reads the account of the credentials in a region. Uses read permissions only. */
export const awsAccountReader = (
  region: string | undefined,
): AccountReader & { readonly quotas: QuotaReader; close(): void } => {
  const options = { ...(region !== undefined && { region }), maxAttempts: 3 };
  const cloudFormation = new CloudFormationClient(options);
  const lambda = new LambdaClient(options);
  const secrets = new SecretsManagerClient(options);
  const certificates = new ACMClient(options);
  const dynamodb = new DynamoDBClient(options);
  const tokens = new STSClient(options);
  const cloudWatch = new CloudWatchClient(options);
  const events = new EventBridgeClient(options);
  const iam = new IAMClient(options);

  const stackNamed = async (StackName: string): Promise<Stack | undefined> => {
    const reading = cloudFormation.send(new DescribeStacksCommand({ StackName }));
    return (await unlessAbsent(reading, isMissingStack))?.Stacks?.[0];
  };

  return {
    quotas: awsQuotaReader({ cloudFormation, iam, lambda, cloudWatch, events, dynamodb }),
    async accountId() {
      const { Account = '' } = await tokens.send(new GetCallerIdentityCommand({}));
      return Account;
    },
    async bootstrapVersion() {
      const stack = await stackNamed(bootstrapStack);
      const version = stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'BootstrapVersion')?.OutputValue;
      return version === undefined ? undefined : Number(version);
    },
    stackStatus: async (name) => (await stackNamed(name))?.StackStatus,
    async concurrency() {
      const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
      const { ConcurrentExecutions: limit = 0, UnreservedConcurrentExecutions: unreserved = 0 } =
        AccountLimit ?? {};
      return { limit, unreserved };
    },
    async reservedBy(FunctionName) {
      const reading = lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }));
      return (await unlessAbsent(reading, isNotFound))?.ReservedConcurrentExecutions ?? 0;
    },
    async hasSecret(SecretId) {
      const reading = secrets.send(new DescribeSecretCommand({ SecretId }));
      const found = await unlessAbsent(reading, isNotFound);
      return found !== undefined && found.DeletedDate === undefined;
    },
    async table(TableName) {
      const reading = dynamodb.send(new DescribeTableCommand({ TableName }));
      const table = (await unlessAbsent(reading, isNotFound))?.Table;
      if (table === undefined) return undefined;
      const { TimeToLiveDescription: expiry } = await dynamodb.send(
        new DescribeTimeToLiveCommand({ TableName }),
      );
      const { ContinuousBackupsDescription: backups } = await dynamodb.send(
        new DescribeContinuousBackupsCommand({ TableName }),
      );
      const isExpiring = expiry?.TimeToLiveStatus?.startsWith('ENABL');
      return {
        timeToLiveAttribute: isExpiring ? expiry?.AttributeName : undefined,
        hasRecovery: backups?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED',
        isProtected: table.DeletionProtectionEnabled ?? false,
        streamArn: table.LatestStreamArn,
      };
    },
    async certificate(CertificateArn) {
      const reading = certificates.send(new DescribeCertificateCommand({ CertificateArn }));
      const found = (await unlessAbsent(reading, isNotFound))?.Certificate;
      if (found === undefined) return undefined;
      const { Status: status = 'unknown', SubjectAlternativeNames: names = [] } = found;
      return { status, names };
    },
    close() {
      for (const client of [
        cloudFormation,
        lambda,
        secrets,
        certificates,
        dynamodb,
        tokens,
        cloudWatch,
        events,
        iam,
      ])
        client.destroy();
    },
  };
};
