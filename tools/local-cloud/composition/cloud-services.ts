import { join } from 'node:path';
import { bundleCacheDirectory } from '../bundler/bundle-cache.ts';
import { type Bundler, startBundler } from '../bundler/bundler.ts';
import { type Deployment, functionsOf } from '../deployment.ts';
import type { Database, DatabaseOptions } from '../dynamodb/database.ts';
import type { OnDatabaseCall } from '../dynamodb/database-proxy.ts';
import type { FaultInjection } from '../faults/fault-injection.ts';
import type { RequestHandler } from '../http/exchange.ts';
import { type HttpServer, startHttpServer } from '../http/http-server.ts';
import type { AccessControl } from '../iam/access-control.ts';
import { loadSigningKey, type SigningKey } from '../identity/signing-key.ts';
import type { OnPaymentCall } from '../journal/payment-call.ts';
import type { Teardown } from '../lifecycle/teardown.ts';
import { type PaymentSimulator, startPaymentSimulator } from '../payments/payment-simulator.ts';
import { createWebhookSender } from '../payments/webhooks/webhook-sender.ts';
import { makeTemporaryDirectory, removeLeftovers } from '../state/temporary-directory.ts';
import { databaseStrictness, type Strictness } from '../strictness.ts';

export interface CloudServicesOptions {
  readonly deployment: Deployment;
  readonly projectRoot: string;
  /** Where state is kept from one run to the next; without it, in memory. */
  readonly stateDirectory?: string;
  readonly dynamodbEndpoint?: string;
  readonly strictness: Strictness;
  /** Checks requests to the embedded database. */
  readonly accessControl: AccessControl;
  /** Whether functions are reloaded when their source changes. */
  readonly watch: boolean;
  /** Speaks EventBridge's protocol. */
  readonly eventBus: RequestHandler;
  /** Speaks S3's protocol. */
  readonly failureBucket: RequestHandler;
  /** Address of the API. */
  readonly apiUrl: string;
  readonly faults: FaultInjection;
  /** Told of the requests to the embedded database that functions make. */
  readonly onDatabaseCall: OnDatabaseCall;
  /** Told of the requests to the payment simulator that functions make. */
  readonly onPaymentCall: OnPaymentCall;
  /** Told when an outage of the payment simulator has begun or ended. */
  readonly onPaymentOutage: () => void;
  readonly onReload: (functionNames: readonly string[]) => void;
  readonly print: (text: string) => void;
  readonly color: boolean;
}

/** Services that the functions and the gateway call. */
export interface CloudServices {
  readonly bundler: Bundler;
  readonly database: Database;
  readonly eventBus: HttpServer;
  readonly failureBucket: HttpServer;
  readonly payments: PaymentSimulator;
  readonly signingKey: SigningKey;
}

const databaseLost = 'The embedded DynamoDB has stopped. Stop the local run and start it again.';

/** Loads the AWS SDK only now: the functions are bundled meanwhile. */
const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const database = await import('../dynamodb/database.ts');
  return database.openDatabase(options);
};

/** Starts all of it at once; what has started is in `teardown`, also when something else has not. */
export const startCloudServices = async (
  options: CloudServicesOptions,
  teardown: Teardown,
): Promise<CloudServices> => {
  const { deployment, projectRoot, stateDirectory, dynamodbEndpoint, strictness, accessControl } = options;
  const { onReload, print, color } = options;
  const inState = (file: string) => (stateDirectory === undefined ? undefined : join(stateDirectory, file));
  const bundles = await makeTemporaryDirectory('bundles');
  teardown.add(bundles.remove);

  const undoable = async <T>(starting: Promise<T>, stop: (started: T) => Promise<unknown>): Promise<T> => {
    const started = await starting;
    teardown.add(() => stop(started));
    return started;
  };

  const webhooks =
    deployment.webhooks &&
    createWebhookSender({
      endpoint: { ...deployment.webhooks, url: `${options.apiUrl}${deployment.webhooks.path}` },
      faults: options.faults,
      now: Date.now,
      print,
    });
  if (webhooks) teardown.add(async () => webhooks.close());

  const databaseFile = inState('dynamodb.sqlite');
  const journalFile = inState('payments.jsonl');
  const starting = [
    undoable(
      openDatabase({
        tables: deployment.tables,
        ...(dynamodbEndpoint !== undefined && { endpoint: dynamodbEndpoint }),
        ...(databaseFile !== undefined && { databaseFile }),
        ...databaseStrictness(strictness),
        ...(strictness.iam !== 'off' && { accessControl }),
        onCall: options.onDatabaseCall,
        strikes: options.faults.database,
        onLoss: () => print(databaseLost),
      }),
      (database) => database.stop(),
    ),
    undoable(
      startBundler({
        projectRoot,
        entries: Object.fromEntries(
          Object.keys(functionsOf(deployment)).map((name) => [name, deployment.entryFile(name)]),
        ),
        bundling: deployment.bundling,
        first: deployment.first,
        outdir: bundles.path,
        watch: options.watch,
        cacheDirectory: bundleCacheDirectory(projectRoot),
        onChange: onReload,
        print,
        color,
      }),
      (bundler) => bundler.close(),
    ),
    undoable(startHttpServer(options.eventBus, 0), (eventBus) => eventBus.close(0)),
    undoable(startHttpServer(options.failureBucket, 0), (failureBucket) => failureBucket.close(0)),
    undoable(
      startPaymentSimulator({
        ...(journalFile !== undefined && { journalFile }),
        onCall: options.onPaymentCall,
        onOutage: options.onPaymentOutage,
        strikes: options.faults.payments,
        ...(webhooks && { onEvent: webhooks.send }),
      }),
      (payments) => payments.close(),
    ),
    loadSigningKey(inState('signing-key.json')),
    removeLeftovers(),
  ] as const;
  await Promise.allSettled(starting);
  const [database, bundler, eventBus, failureBucket, payments, signingKey] = await Promise.all(starting);
  return { bundler, database, eventBus, failureBucket, payments, signingKey };
};
