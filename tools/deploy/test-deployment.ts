import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionName, stackName } from '../../infra/names.ts';
import type { StageSettingsInput } from '../../infra/stages/stage-settings.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { serviceName } from '../../lib/contract/service.ts';
import { type Checklist, createChecklist } from '../command-line/checklist.ts';
import type { Command } from '../command-line/command.ts';
import { runCommand } from '../command-line/run-command.ts';
import { projectFile } from '../project.ts';
import { emulatorTools, hasPython, preparePython } from '../python/virtual-environment.ts';
import { type CodeDeploy, createCodeDeploy } from './emulator/code-deploy.ts';
import { createDeployedApi } from './emulator/deployed-api.ts';
import { answerHost, hostCertificate, issuerHost } from './emulator/deployed-hosts.ts';
import { type EmulatedAccount, emulatedAccountOf } from './emulator/emulated-account.ts';
import { type Emulator, emulatedAccount, emulatedRegion, startEmulator } from './emulator/emulator.ts';
import { type Issuer, startIssuer } from './emulator/issuer.ts';
import { copyProject, type ProjectCopy } from './emulator/project-copy.ts';
import { startPublicHosts } from './emulator/public-hosts.ts';
import { startRelay } from './emulator/relay.ts';
import { askCodeDeployAt, plantFailure, trustIssuer } from './emulator/template-changes.ts';
import { stackParts } from './preflight/preflight.ts';

const command = {
  name: 'npm run test:deploy',
  description:
    'Runs npm run deploy for the stage dev against an emulator of AWS on this machine: checks, deploys, places an order through' +
    ' the deployed API, updates, is refused while a page is active, lets an update fail, deletes everything, and deploys again.' +
    ' Needs Python 3, no Docker and no AWS account.',
  notes:
    'Without Python 3 the test is skipped, but fails when CI is set. docs/deploy.md lists the limits of the emulator.',
} as const satisfies Command;

const dev = { name: 'dev' };
const apiStack = stackName(dev, 'api');
const stacks = stackParts.map((part) => stackName(dev, part));

const lastLines = (output: string): string => output.trim().split('\n').slice(-12).join('\n        ');

interface Surroundings {
  readonly emulator: Emulator;
  readonly account: EmulatedAccount;
  readonly project: ProjectCopy;
  readonly issuer: Issuer;
  readonly codeDeploy: CodeDeploy;
  /** Whether an update of the API fails. */
  readonly plan: { fails: boolean };
}

const deployAndUse = async (
  { emulator, account, project, issuer, codeDeploy, plan }: Surroundings,
  { check }: Checklist,
): Promise<void> => {
  const deploy = (...options: readonly string[]) =>
    project.run('tools/launch.mjs', 'tools/deploy/main.ts', '--stage', 'dev', ...options);
  const printed = async (
    shows: string,
    code: number,
    texts: readonly string[],
    ...options: readonly string[]
  ) => {
    const run = await deploy(...options);
    const holds = run.code === code && texts.every((text) => run.output.includes(text));
    return check(shows, holds, `exit code ${run.code}\n        ${lastLines(run.output)}`);
  };
  const left = async () =>
    (await Promise.all(stacks.map(account.stack))).flatMap((found) =>
      found === undefined || found.StackStatus === 'DELETE_COMPLETE' ? [] : [found.StackName],
    );

  await printed('an empty account and settings with placeholders are refused, each with its cure', 1, [
    'tokens.issuer is the placeholder https://issuer.example.com; set tokens.issuer in infra/stages/dev.ts',
    `run npx cdk bootstrap aws://${emulatedAccount}/${emulatedRegion}`,
    'there is no secret ',
    'nothing was changed',
  ]);
  check('nothing was deployed', (await left()).length === 0, await left());

  const cdk = 'node_modules/aws-cdk/bin/cdk';
  const boot = await project.run(cdk, 'bootstrap', `aws://${emulatedAccount}/${emulatedRegion}`);
  check('CDK is bootstrapped', boot.code === 0, lastLines(boot.output));
  const settings: StageSettingsInput = {
    tokens: { issuer: `https://${issuerHost}`, audiences: [serviceName] },
    paymentSecretArn: await account.storePaymentKey(),
    rollout: 'all-at-once',
    alarms: { monitoring: 'none' },
  };
  project.setDev(settings);
  await printed('the check passes with settings filled in', 0, ['ok      quotas'], '--check');
  const first = await printed('all stacks are deployed, and the API answers', 0, [
    'CloudFormation watches no alarm during this deployment: the stage has no alarms.',
    '/health/ready: 200',
    'Order Service is deployed: https://',
  ]);
  if (!first) return;

  const connectApi = async () => {
    const stack = await account.stack(apiStack);
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
  await account.rotateCursorKey();
  await account.addMonitors();
  const monitored = { ...settings, alarms: {}, rollout: 'canary' } as const;
  project.setDev({ ...monitored, unpaidOrdersLimit: 7 });
  await printed('an update is deployed, with the alarm on all pages as rollback trigger of each stack', 0, [
    'The gate is open',
    `${apiStack} gets its rollback trigger`,
    'Order Service is deployed: https://',
  ]);
  const limit = await account.limit();
  check('functions have the new setting', limit === '7', limit);
  const { RollbackConfiguration } = (await account.stack(apiStack)) ?? {};
  const trigger = RollbackConfiguration?.RollbackTriggers?.[0];
  check('CloudFormation keeps the trigger', trigger?.Type === 'AWS::CloudWatch::CompositeAlarm', trigger);
  const dashboard = await account.dashboard();
  check('the dashboard shows the deployment', dashboard.includes('Deployment '), dashboard);

  const createOrder = functionName(dev, 'create-order');
  const decide = async (version: string) => {
    const release = codeDeploy.release(createOrder, version);
    await account.rehearse(release);
    return codeDeploy.verdict(release.DeploymentId);
  };
  const verdict = await decide(await account.liveVersion(createOrder));
  check('the rehearsal gives the new version traffic', verdict === 'Succeeded', verdict);
  const other = await decide('999');
  check('and gives none to a version that does not answer', other === 'Failed', other);

  // New environments have read the rotated key.
  const page = await api.listOrders(customer, nextCursor);
  const isValid = nextCursor !== undefined && page.status === 200;
  check('a cursor stays valid after its key was rotated', isValid, [nextCursor, page]);

  project.setDev({ ...monitored, unpaidOrdersLimit: 9 });
  await account.setPage('ALARM');
  await printed('a deployment is refused while a page is active', 1, [
    'CloudFormation would roll the deployment back, because the alarm order-service-dev-any-page is active',
  ]);
  plan.fails = true;
  const reason = '--override deploys although one may be active';
  await printed('a fix that cannot be made fails', 1, [reason], '--override', 'a fix');
  plan.fails = false;
  const status = (await account.stack(apiStack))?.StackStatus;
  check('the stack is rolled back', status === 'UPDATE_ROLLBACK_COMPLETE', status);
  const earlier = await account.limit();
  check('functions have their earlier settings again', earlier === '7', earlier);
  const kept = await api.getOrder(id, customer);
  check('the order is still there', kept.status === 200, kept);

  const bucket = await account.failureBucket();
  await account.putObject(bucket);
  await printed(
    'the stage is deleted, with a bucket that is not empty',
    0,
    [`${bucket}: 1 object deleted`],
    '--destroy',
    '--yes',
  );
  check('no stack is left', (await left()).length === 0, await left());

  await printed('the stage is deployed again from nothing', 0, ['a first deployment has none']);
  const redeployed = await connectApi();
  const product = await redeployed.putProduct('ASM-001', admin);
  const order = await redeployed.placeOrder('ASM-001', customer);
  check('and takes orders', product.status === 200 && order.status === 201, [product, order]);
};

await runCommand(command, async () => {
  if (!hasPython('test of the deployment', console.log)) return 0;
  const directory = projectFile('.build', 'test-deployment');
  mkdirSync(directory, { recursive: true });
  const programs = preparePython(emulatorTools, console.log);
  const issuer = await startIssuer();
  const emulator = await startEmulator(programs, directory);
  const plan = { fails: false };
  const codeDeploy = createCodeDeploy();
  const relay = await startRelay(
    emulator.url,
    (stack, template) => {
      const changed = askCodeDeployAt(trustIssuer(template, issuer), relay.url);
      return plan.fails && stack === apiStack ? plantFailure(changed) : changed;
    },
    codeDeploy,
  );
  const certificate = hostCertificate();
  const hosts = await startPublicHosts(certificate, answerHost(emulator.url));
  const certificateFile = join(directory, 'hosts.pem');
  writeFileSync(certificateFile, certificate.certificate);
  const project = copyProject(join(directory, 'project'), {
    ...emulator.environment,
    AWS_ENDPOINT_URL: relay.url,
    HTTPS_PROXY: hosts.url,
    HTTP_PROXY: hosts.url,
    NO_PROXY: '127.0.0.1',
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: certificateFile,
  });
  const account = emulatedAccountOf(relay.url, dev);
  const stopAll = async () => {
    account.close();
    relay.close();
    hosts.close();
    issuer.close();
    await emulator.stop();
    project.remove();
  };
  const onSignal = () => void stopAll().then(() => process.exit(130));
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const checklist = createChecklist(console.log);
  try {
    await deployAndUse({ emulator, account, project, issuer, codeDeploy, plan }, checklist);
    checklist.check('nothing was asked of a host outside', hosts.refused.length === 0, hosts.refused);
  } finally {
    await stopAll();
  }
  const { passed, failed } = checklist.tally;
  console.log(`test of the deployment: ${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
