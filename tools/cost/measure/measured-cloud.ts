import { type AttributeValue, DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { awsAccount } from '../../local-cloud/aws-account.ts';
import { type LocalCloud, startLocalCloud } from '../../local-cloud/cloud.ts';
import type { TableDefinition } from '../../local-cloud/deployment.ts';
import { connectToDatabase } from '../../local-cloud/dynamodb/database-connection.ts';
import { startDatabaseProxy } from '../../local-cloud/dynamodb/database-proxy.ts';
import { startEmbeddedDynamoDb } from '../../local-cloud/dynamodb/embedded-dynamodb.ts';
import { embeddedMetrics } from '../../local-cloud/measurements/embedded-metrics.ts';
import { orderServiceDeployment } from '../../local-cloud/order-service-deployment.ts';
import { paces } from '../../local-cloud/pace.ts';
import { type Quantities, textOfMetric } from '../usage.ts';
import { createCapacityMeter } from './capacity-layer.ts';
import { monthsUntilDeleted, storedBytes } from './item-bytes.ts';

/** A local run whose usage is measured. */
export interface MeasuredCloud {
  readonly cloud: LocalCloud;
  /** Quantities since the start. */
  read(): Promise<Quantities>;
  /** Custom metrics that have had data since they were taken before, or since the start. */
  takeMetrics(): readonly string[];
  close(): Promise<void>;
}

const functionLogs = '/aws/lambda/';

type StoredQuantity = 'storedBytes' | 'backedUpBytes' | 'expiringByteMonths';

const addStored = (
  sums: Record<StoredQuantity, number>,
  item: Readonly<Record<string, AttributeValue>>,
  table: TableDefinition,
  now: number,
): void => {
  const bytes = storedBytes(item, table);
  const timeToLive = item[table.timeToLiveAttribute]?.N;
  if (timeToLive === undefined) {
    sums.storedBytes += bytes.all;
    sums.backedUpBytes += bytes.table;
  } else sums.expiringByteMonths += bytes.all * monthsUntilDeleted(Number(timeToLive), now);
};

const withCloud = async (dynamodbEndpoint: string): Promise<LocalCloud> =>
  startLocalCloud({
    port: 0,
    // Limits of one customer would need many customers, and change no price.
    deployment: orderServiceDeployment({
      pace: 'aws',
      logLevel: 'INFO',
      unpaidOrdersLimit: 1_000_000,
      paymentTriesPerHour: 1_000_000,
    }),
    dynamodbEndpoint,
    // Scheduled jobs run only when the measurement asks for them.
    pace: { ...paces.aws, scheduleSeconds: 3_600 },
    watch: false,
  });

/**
 * Starts the service at the pace of a deployment, with a meter in front of the database.
 * @throws {CommandError} when the local run does not start.
 */
export const startMeasuredCloud = async (): Promise<MeasuredCloud> => {
  const database = await startEmbeddedDynamoDb();
  const meter = createCapacityMeter();
  const proxy = await startDatabaseProxy({
    connection: connectToDatabase(database.endpoint),
    layers: [meter.layer],
  });
  const stopDatabase = async () => {
    await proxy.close(0);
    await database.stop();
  };
  const cloud = await withCloud(proxy.url).catch(async (error: unknown) => {
    await stopDatabase();
    throw error;
  });
  const client = new DynamoDBClient({
    endpoint: database.endpoint,
    region: awsAccount.region,
    credentials: awsAccount.credentials,
  });
  const logBytes: Record<string, number> = {};
  const metrics = new Set<string>();
  cloud.logs.subscribe(({ logGroup, logEvents }) => {
    const name = logGroup.startsWith(functionLogs) ? logGroup.slice(functionLogs.length) : 'access';
    for (const { message } of logEvents) {
      logBytes[name] = (logBytes[name] ?? 0) + Buffer.byteLength(message);
      const found = embeddedMetrics(message);
      if (typeof found !== 'string') for (const metric of found) metrics.add(textOfMetric(metric));
    }
  });
  // One moment for all readings: between two of them, every item would lose time.
  const startedAt = Date.now();
  const { tables, rules } = orderServiceDeployment();
  const stored = async (): Promise<Pick<Quantities, StoredQuantity>> => {
    const sums = { storedBytes: 0, backedUpBytes: 0, expiringByteMonths: 0 };
    for (const [TableName, table] of Object.entries(tables)) {
      for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
        for (const item of Items) addStored(sums, item, table, startedAt);
      }
    }
    return sums;
  };
  const busEvents = async (): Promise<readonly unknown[]> => {
    const answer = await fetch(`${cloud.url}/local/events?limit=50000`);
    return ((await answer.json()) as { readonly items: readonly unknown[] }).items;
  };
  const routeNames = new Set(Object.keys(orderServiceDeployment().routes));
  return {
    cloud,
    takeMetrics: () => {
      const taken = [...metrics];
      metrics.clear();
      return taken;
    },
    async read() {
      const events = await busEvents();
      const invocations = Object.fromEntries(
        [...cloud.lambda.snapshot()].map(([name, counts]) => [name, counts.invocations]),
      );
      return {
        apiRequests: Object.entries(invocations).reduce(
          (sum, [name, count]) => sum + (routeNames.has(name) ? count : 0),
          0,
        ),
        invocations,
        logBytes: { ...logBytes },
        ...meter.read(),
        busEvents: events.length,
        busEventBytes: events.reduce<number>(
          (sum, event) => sum + Buffer.byteLength(JSON.stringify(event)),
          0,
        ),
        // Each event matches one rule.
        queueMessages: Object.keys(rules).length === 0 ? 0 : events.length,
        ...(await stored()),
      };
    },
    async close() {
      client.destroy();
      await cloud.close();
      await stopDatabase();
    },
  };
};
