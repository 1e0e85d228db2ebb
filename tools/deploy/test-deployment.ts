import { mkdirSync } from 'node:fs';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { functionName, stackName } from '../../infra/names.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { liveAlias, serviceName } from '../../lib/contract/service.ts';
import { type Checklist, createChecklist } from '../command-line/checklist.ts';
import type { Command } from '../command-line/command.ts';
import { runCommand } from '../command-line/run-command.ts';
import { projectFile } from '../project.ts';
import { emulatorTools, hasPython, preparePython } from '../python/virtual-environment.ts';
import { createDeployedApi } from './emulator/deployed-api.ts';
import { type Assembly, makeAssembly } from './emulator/deployment.ts';
import { type Emulator, emulatedAccount, emulatedRegion, startEmulator } from './emulator/emulator.ts';
import { type Issuer, startIssuer } from './emulator/issuer.ts';
import type { Template, TemplateResource } from './emulator/reduced-template.ts';
import { stackParts } from './preflight/preflight.ts';

const command = {
  name: 'npm run test:deploy',
  description:
    'Deploys the stage dev to an emulator of AWS on this machine, places an order through the deployed API, updates, lets an' +
    ' update fail, and deletes everything. Needs Python 3, no Docker and no AWS account.',
  notes:
    'Without Python 3 the test is skipped, but fails when CI is set. docs/deploy.md says what the emulator cannot show.',
} as const satisfies Command;

const dev = { name: 'dev' };
const apiStack = stackName(dev, 'api');
const changedVariable = 'UNPAID_ORDERS_LIMIT';

type Properties = Record<string, unknown>;

const withResources = (
  template: Template,
  change: (resource: TemplateResource) => TemplateResource | undefined,
): Template => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources).map(([id, resource]) => [id, change(resource) ?? resource]),
  ),
});

/** The API takes tokens of the issuer. */
const trustIssuer = (issuer: Issuer) => (template: Template) =>
  withResources(template, (resource) =>
    resource.Type === 'AWS::ApiGatewayV2::Authorizer'
      ? {
          ...resource,
          Properties: {
            ...resource.Properties,
            JwtConfiguration: { Audience: [serviceName], Issuer: issuer.url },
          },
        }
      : undefined,
  );

/** Gives the versions of functions other ids, as CDK does when a function has changed: a version is never updated. */
const withNewVersions = (template: Template, mark: string): Template =>
  Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === 'AWS::Lambda::Version')
    .reduce<Template>(
      (changed, [id]) =>
        JSON.parse(
          JSON.stringify(changed).replaceAll(`"${id}"`, `"${id.replace(/Limit\d+$/, '')}Limit${mark}"`),
        ),
      template,
    );

/** Functions of the stack have another limit of unpaid orders, in a new version. */
const setLimit = (value: string) => (template: Template) =>
  withResources(withNewVersions(template, value), (resource) => {
    if (resource.Type !== 'AWS::Lambda::Function') return undefined;
    const environment = resource.Properties?.['Environment'] as
      | { readonly Variables?: Properties }
      | undefined;
    const Environment = { Variables: { ...environment?.Variables, [changedVariable]: value } };
    return { ...resource, Properties: { ...resource.Properties, Environment } };
  });

/** An alarm that the emulator takes into the deployment and cannot make, after all functions were changed. */
const plantFailure = (template: Template): Template => ({
  ...template,
  Resources: {
    ...template.Resources,
    Impossible: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        ComparisonOperator: 'GreaterThanThreshold',
        EvaluationPeriods: 1,
        Threshold: 1,
        Metrics: [{ Id: 'e', Expression: '1 + 1' }],
      },
      DependsOn: Object.entries(template.Resources).flatMap(([id, { Type }]) =>
        Type === 'AWS::Lambda::Function' ? [id] : [],
      ),
    },
  },
});

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
  return {
    stack: async (StackName: string) =>
      cloudFormation.send(new DescribeStacksCommand({ StackName })).then(
        ({ Stacks }) => Stacks?.[0],
        () => undefined,
      ),
    async limit() {
      const FunctionName = functionName(dev, 'create-order');
      const { Environment } = await lambda.send(
        new GetFunctionConfigurationCommand({ FunctionName, Qualifier: liveAlias }),
      );
      return Environment?.Variables?.[changedVariable];
    },
    close() {
      cloudFormation.destroy();
      lambda.destroy();
    },
  };
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

    const stack = await reader.stack(apiStack);
    const address = stack?.Outputs?.find(({ OutputKey }) => OutputKey === 'ApiUrl')?.OutputValue ?? '';
    const api = createDeployedApi(emulator.url, /\/\/([^.]+)\./.exec(address)?.[1] ?? '');
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

    assembly.change(apiStack, setLimit('7'));
    const update = deploy();
    check(
      'an update is deployed',
      update.succeeded && (await reader.limit()) === '7',
      lastLines(update.output),
    );

    assembly.change(apiStack, (template) => plantFailure(setLimit('9')(template)));
    const broken = deploy();
    check('an update that cannot be made fails', !broken.succeeded, 'the deployment succeeded');
    const status = (await reader.stack(apiStack))?.StackStatus;
    check('the stack is rolled back', status === 'UPDATE_ROLLBACK_COMPLETE', status);
    const limit = await reader.limit();
    check('functions have their earlier settings again', limit === '7', limit);
    const kept = await api.getOrder(id, customer);
    check('the order is still there', kept.status === 200, kept);

    const gone = assembly.cdk('destroy', ...stacks, '--force');
    check('all stacks are deleted', gone.succeeded, lastLines(gone.output));
    const left = (await Promise.all(stacks.map(reader.stack))).flatMap((found) =>
      found === undefined || found.StackStatus === 'DELETE_COMPLETE' ? [] : [found.StackName],
    );
    check('no stack is left', left.length === 0, left);
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
