import { networkInterfaces } from 'node:os';
import { runCommand } from '../command-line/run-command.ts';
import { projectFile } from '../project.ts';
import { paceName, startCommand, toCloudOptions } from './command/command-line.ts';
import { loadDeclarations, watchDeclarations } from './command/declaration-watcher.ts';
import { declarationsOf } from './command/declarations.ts';
import { networkAddresses } from './command/network-addresses.ts';
import type { LocalCloudOptions } from './composition/cloud-options.ts';
import { delayDifferences, delaysOf } from './delays.ts';
import { checkDeclarations, orderServiceDeployment } from './order-service-deployment.ts';
import { tokenChoices } from './order-service-tokens.ts';
import { paces } from './pace.ts';
import { paymentAccount } from './payments/payment-account.ts';

const describeDatabase = ({ stateDirectory, dynamodbEndpoint }: Partial<LocalCloudOptions>): string => {
  if (dynamodbEndpoint !== undefined) return `tables at ${dynamodbEndpoint}`;
  return stateDirectory === undefined ? 'data kept in memory' : 'data kept in .local/';
};

await runCommand(startCommand, async (line) => {
  checkDeclarations();
  const { startLocalCloud } = await import('./cloud.ts');
  const { stopOnSignals } = await import('./lifecycle/shutdown.ts');
  const { onParentGone } = await import('./lifecycle/parent-process.ts');
  const { startUpMessage } = await import('./command/start-up-message.ts');
  const { variables } = line;
  const options = toCloudOptions(line, projectFile('.local'));
  const deployment = orderServiceDeployment({
    pace: paceName(line),
    logLevel: variables.LOG_LEVEL,
    tracing: variables.TRACING,
    paymentWindowSeconds: variables.PAYMENT_WINDOW_SECONDS,
    unpaidOrdersLimit: variables.UNPAID_ORDERS_LIMIT,
    apiReference: variables.API_REFERENCE,
    paymentTriesPerHour: variables.PAYMENT_TRIES_PER_HOUR,
    republishSeconds: variables.OUTBOX_REPUBLISH_SECONDS,
    catalogueCacheUrl: variables.CATALOGUE_CACHE_URL,
    syntheticOrders: variables.SYNTHETIC_ORDERS === 'on',
    paymentAccount: paymentAccount(variables),
    corsOrigins: variables.CORS_ORIGINS,
    prometheusUrl: variables.PROMETHEUS_URL,
    tokenSettings: variables,
  });
  const starting = startLocalCloud({
    ...options,
    deployment,
    print: console.log,
    color: process.stdout.isTTY === true,
  });
  stopOnSignals({
    signals: process,
    now: Date.now,
    stop: async () => {
      const cloud = await starting.catch(() => undefined);
      await cloud?.close();
    },
    exit: process.exit,
    print: console.log,
  });
  if (process.env['npm_lifecycle_event'] !== undefined) onParentGone(() => process.emit('SIGTERM'));
  // The terminal may be gone by the time we stop.
  process.stdout.on('error', () => {});
  const cloud = await starting;
  const { access_token: token } = await cloud.issuer.issue({
    sub: 'alice',
    scope: tokenChoices.defaultScope,
  });
  console.log(
    startUpMessage(deployment, {
      url: cloud.url,
      database: describeDatabase(options),
      token,
      networkAddresses: networkAddresses(
        variables.HOST,
        Number(new URL(cloud.url).port),
        networkInterfaces(),
      ),
      startedInMs: performance.now(),
      delays: delayDifferences(
        delaysOf(deployment, options.pace),
        delaysOf(orderServiceDeployment({ pace: 'aws' }), paces.aws),
      ).length,
    }),
  );
  watchDeclarations({
    folder: projectFile('lib/contract'),
    running: declarationsOf(deployment),
    load: loadDeclarations,
    print: console.log,
  });
  return undefined;
});
