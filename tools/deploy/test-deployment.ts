import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { functionName, stackName } from '../../infra/names.ts';
import type { RouteId } from '../../lib/contract/routes.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { environmentVariables, liveAlias, serviceName } from '../../lib/contract/service.ts';
import { type Checklist, createChecklist } from '../command-line/checklist.ts';
import type { Command } from '../command-line/command.ts';
import { runCommand } from '../command-line/run-command.ts';
import { projectFile } from '../project.ts';
import { emulatorTools, hasPython, preparePython } from '../python/virtual-environment.ts';
import { createDeployedApi } from './emulator/deployed-api.ts';
import { type Assembly, makeAssembly } from './emulator/deployment.ts';
import { type Emulator, emulatedAccount, emulatedRegion, startEmulator } from './emulator/emulator.ts';
import { type Issuer, startIssuer } from './emulator/issuer.ts';
import {
  changedVariable,
  plantFailure,
  removeFailure,
  setLimit,
  trustIssuer,
} from './emulator/template-changes.ts';
import { stackParts } from './preflight/preflight.ts';

const command = {
  name: 'npm run test:deploy',
  description:
    'Deploys the stage dev to an emulator of AWS on this machine, places an order through the deployed API, updates, lets an' +
    ' update fail, deletes everything, and deploys again. Needs Python 3, no Docker and no AWS account.',
  notes:
    'Without Python 3 the test is skipped, but fails when CI is set. docs/deploy.md lists the limits of the emulator.',
} as const satisfies Command;

const dev = { name: 'dev' };
const apiStack = stackName(dev, 'api');

const createReader = ({ environment, url }: Emulator) => {
  const options = {
    endpoint: url,
    region: emulatedRegion,
    credentials: {
      accessKeyId: emulatedAccount,
      secretAccessKey: String(environment['AWS_SECRET_ACCESS_KEY']),
    },
  };
  const cloudFormation = new CloudFormationClient(options);
  const lambda = new LambdaClient(options);
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  const secrets = new SecretsManagerClient(options);
  /** A variable of the version of a function that serves requests. */
  const variable = async (id: RouteId, name: string): Promise<string | undefined> => {
    const FunctionName = functionName(dev, id);
    const { Environment } = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName, Qualifier: liveAlias }),
    );
    return Environment?.Variables?.[name];
  };
  return {
    stack: async (StackName: string) =>
      cloudFormation.send(new DescribeStacksCommand({ StackName })).then(
        ({ Stacks }) => Stacks?.[0],
        () => undefined,
      ),
    limit: () => variable('create-order', changedVariable),
    /** Puts another value into the secret whose key signs cursors. */
    async rotateCursorKey() {
      const SecretId = await variable('list-orders', environmentVariables.cursorKeyArn);
      await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: 'rotated'.repeat(9) }));
    },
    /** Name of the bucket for failed batches. */
    async failureBucket() {
      const { StackResourceSummaries = [] } = await cloudFormation.send(
        new ListStackResourcesCommand({ StackName: stackName(dev, 'events') }),
      );
      const found = StackResourceSummaries.find(({ ResourceType }) => ResourceType === 'AWS::S3::Bucket');
      return found?.PhysicalResourceId ?? '';
    },
    putObject: (Bucket: string) =>
      s3.send(new PutObjectCommand({ Bucket, Key: 'aws/lambda/left-over', Body: '{}' })),
    close() {
      secrets.destroy();
      s3.destroy();
      cloudFormation.destroy();
      lambda.destroy();
    },
  };
};

/** Runs `npm run deploy -- --stage dev --destroy --yes` against the emulator. */
const destroyDev = async ({ environment }: Emulator): Promise<{ code: number; output: string }> => {
  const child = spawn(
    process.execPath,
    [projectFile('tools', 'deploy', 'main.ts'), '--stage', 'dev', '--destroy', '--yes'],
    { env: { PATH: process.env['PATH'], ...environment }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const [code] = await once(child, 'close');
  return { code, output };
};

const lastLines = (output: string): string => output.trim().split('\n').slice(-6).join('\n        ');

const deployAndUse = async (
  emulator: Emulator,
  issuer: Issuer,
  assembly: Assembly,
  { check }: Checklist,
): Promise<void> => {
  const reader = createReader(emulator);
  const stacks = stackParts.map((part) => stackName(dev, part));
  // As `npm run deploy` does where no alarm is watched: the emulator has no composite alarms.
  const unwatched = ['--rollback-trigger-alarm-arns', 'none'];
  const deploy = () => assembly.cdk('deploy', ...stacks, '--require-approval', 'never', ...unwatched);
  try {
    assembly.change(apiStack, trustIssuer(issuer));
    const boot = assembly.cdk('bootstrap', `aws://${emulatedAccount}/${emulatedRegion}`);
    check('CDK is bootstrapped', boot.succeeded, lastLines(boot.output));
    const first = deploy();
    if (!check('all stacks are deployed', first.succeeded, lastLines(first.output))) return;

    const connectApi = async () => {
      const stack = await reader.stack(apiStack);
      const address = stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'ApiUrl')?.OutputValue ?? '';
      return createDeployedApi(emulator.url, /\/\/([^.]+)\./.exec(address)?.[1] ?? '');
    };
    const api = await connectApi();
    const admin = await issuer.token('staff', serviceName, scopes.ordersAdmin);
    const customer = await issuer.token('alice', serviceName, `${scopes.ordersRead} ${scopes.ordersWrite}`);
    const put = await api.putProduct('ASM-001', admin);
    check('a product is put on sale through the deployed API', put.status === 201 || put.status === 200, put);
    const placed = await api.placeOrder('ASM-001', customer);
    check('an order is placed through the deployed API', placed.status === 201, placed);
    const { id = '' } = placed.body as { readonly id?: string };
    const anonymous = await api.getOrder(id);
    check('a request without a token is refused', anonymous.status === 401, anonymous);
    const underScoped = await api.getOrder(id, admin);
    check('a token without the scope is refused', underScoped.status === 403, underScoped);
    const summary = await api.awaitSummary(customer);
    const counted = (summary.body as { readonly orders?: { readonly total?: number } }).orders?.total === 1;
    check('its event arrives through stream, bus and queue', counted, summary);

    await api.placeOrder('ASM-001', customer);
    const { nextCursor } = (await api.listOrders(customer)).body as { readonly nextCursor?: string };
    await reader.rotateCursorKey();
    assembly.change(apiStack, setLimit('7'));
    const update = deploy();
    check(
      'an update is deployed',
      update.succeeded && (await reader.limit()) === '7',
      lastLines(update.output),
    );

    // New environments have read the rotated key.
    const page = await api.listOrders(customer, nextCursor);
    const isValid = nextCursor !== undefined && page.status === 200;
    check('a cursor stays valid after its key was rotated', isValid, [nextCursor, page]);

    assembly.change(apiStack, (template) => plantFailure(setLimit('9')(template)));
    const broken = deploy();
    check('an update that cannot be made fails', !broken.succeeded, 'the deployment succeeded');
    const status = (await reader.stack(apiStack))?.StackStatus;
    check('the stack is rolled back', status === 'UPDATE_ROLLBACK_COMPLETE', status);
    const limit = await reader.limit();
    check('functions have their earlier settings again', limit === '7', limit);
    const kept = await api.getOrder(id, customer);
    check('the order is still there', kept.status === 200, kept);

    const bucket = await reader.failureBucket();
    await reader.putObject(bucket);
    const gone = await destroyDev(emulator);
    check(
      'the stage is deleted, with a bucket that is not empty',
      gone.code === 0 && gone.output.includes(`${bucket}: 1 object deleted`),
      lastLines(gone.output),
    );
    const left = (await Promise.all(stacks.map(reader.stack))).flatMap((found) =>
      found === undefined || found.StackStatus === 'DELETE_COMPLETE' ? [] : [found.StackName],
    );
    check('no stack is left', left.length === 0, left);

    assembly.change(apiStack, removeFailure);
    const again = deploy();
    check('the stage is deployed again from nothing', again.succeeded, lastLines(again.output));
    const redeployed = await connectApi();
    const product = await redeployed.putProduct('ASM-001', admin);
    const order = await redeployed.placeOrder('ASM-001', customer);
    check('and takes orders', product.status === 200 && order.status === 201, [product, order]);
  } finally {
    reader.close();
  }
};

await runCommand(command, async () => {
  if (!hasPython('test of the deployment', console.log)) return 0;
  const directory = projectFile('.build', 'test-deployment');
  mkdirSync(directory, { recursive: true });
  const programs = preparePython(emulatorTools, console.log);
  const issuer = await startIssuer();
  const emulator = await startEmulator(programs, directory);
  const stopAll = async () => {
    issuer.close();
    await emulator.stop();
  };
  const onSignal = () => void stopAll().then(() => process.exit(130));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const checklist = createChecklist(console.log);
  try {
    const assembly = makeAssembly(projectFile('.build', 'test-deployment', 'cdk.out'), emulator, console.log);
    await deployAndUse(emulator, issuer, assembly, checklist);
  } finally {
    await stopAll();
  }
  const { passed, failed } = checklist.tally;
  console.log(`test of the deployment: ${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
