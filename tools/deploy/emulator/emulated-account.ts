import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchClient,
  GetDashboardCommand,
  PutCompositeAlarmCommand,
  PutDashboardCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { anyPageAlarm, functionName, monitorName, stackName } from '../../../infra/names.ts';
import type { RouteId } from '../../../lib/contract/routes.ts';
import { environmentVariables, liveAlias } from '../../../lib/contract/service.ts';
import { emulatedAccount, emulatedRegion } from './emulator.ts';

const emptyDashboard = JSON.stringify({
  widgets: [
    { type: 'metric', width: 6, height: 6, x: 0, y: 0, properties: { metrics: [], region: emulatedRegion } },
  ],
});

/** Calls by which a test reads and changes the account of the emulator, beside a deployed stage. */
export const emulatedAccountOf = (endpoint: string, stage: { readonly name: string }) => {
  const credentials = { accessKeyId: emulatedAccount, secretAccessKey: 'emulated' };
  const options = { endpoint, region: emulatedRegion, credentials };
  const cloudFormation = new CloudFormationClient(options);
  const cloudWatch = new CloudWatchClient(options);
  const lambda = new LambdaClient(options);
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  const secrets = new SecretsManagerClient(options);
  const DashboardName = monitorName(stage, 'operations');
  const anyPage = monitorName(stage, anyPageAlarm);

  const setPage = (StateValue: 'OK' | 'ALARM') =>
    cloudWatch.send(
      new SetAlarmStateCommand({ AlarmName: anyPage, StateValue, StateReason: 'set by the test' }),
    );
  /** A variable of the version of a function that serves requests. */
  const variable = async (id: RouteId, name: string): Promise<string | undefined> => {
    const FunctionName = functionName(stage, id);
    const { Environment } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName, Qualifier: liveAlias }),
    );
    return Environment?.Variables?.[name];
  };
  return {
    stack: (StackName: string): Promise<Stack | undefined> =>
      cloudFormation.send(new DescribeStacksCommand({ StackName })).then(
        ({ Stacks }) => Stacks?.[0],
        () => undefined,
      ),
    /** The most unpaid orders that a customer may have. */
    limit: () => variable('create-order', environmentVariables.unpaidOrdersLimit),
    /** Number of the version of a function that serves requests. */
    async liveVersion(FunctionName: string) {
      return (
        (await lambda.send(new GetAliasCommand({ FunctionName, Name: liveAlias }))).FunctionVersion ?? ''
      );
    },
    async rehearse(event: object) {
      const FunctionName = functionName(stage, 'rehearse-version');
      await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
    },
    setPage,
    /** Makes the alarm on all pages and the dashboard, which the emulator cannot make from templates. */
    async addMonitors() {
      await cloudWatch.send(new PutCompositeAlarmCommand({ AlarmName: anyPage, AlarmRule: 'FALSE' }));
      await setPage('OK');
      await cloudWatch.send(new PutDashboardCommand({ DashboardName, DashboardBody: emptyDashboard }));
    },
    async dashboard() {
      return (await cloudWatch.send(new GetDashboardCommand({ DashboardName }))).DashboardBody ?? '';
    },
    /** Stores a key of the payment gateway. @returns the ARN. */
    async storePaymentKey() {
      const { ARN = '' } = await secrets.send(
        new CreateSecretCommand({
          Name: `order-service/${stage.name}/payment-key`,
          SecretString: 'sk_test_emulated',
        }),
      );
      return ARN;
    },
    /** Puts another value into the secret whose key signs cursors. */
    async rotateCursorKey() {
      const SecretId = await variable('list-orders', environmentVariables.cursorKeyArn);
      await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: 'rotated'.repeat(9) }));
    },
    /** Name of the bucket for failed batches. */
    async failureBucket() {
      const { StackResourceSummaries = [] } = await cloudFormation.send(
        new ListStackResourcesCommand({ StackName: stackName(stage, 'events') }),
      );
      const found = StackResourceSummaries.find(({ ResourceType }) => ResourceType === 'AWS::S3::Bucket');
      return found?.PhysicalResourceId ?? '';
    },
    putObject: (Bucket: string) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'aws/lambda/left-over', Body: '{}' })),
    close() {
      for (const client of [cloudFormation, cloudWatch, lambda, s3, secrets]) client.destroy();
    },
  };
};

export type EmulatedAccount = ReturnType<typeof emulatedAccountOf>;
