import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Archive, type CfnArchive, EventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { archiveRetentionDays } from '../../lib/contract/bus-rules.ts';
import { eventSource } from '../../lib/contract/events/bus-event.ts';
import { tableRecoveryDays } from '../../lib/contract/retention.ts';
import { environmentVariables, metricsNamespaceOf } from '../../lib/contract/service.ts';
import {
  eventsTable,
  type IndexDefinition,
  metricsTable,
  ordersTable,
  type TableDefinition,
} from '../../lib/contract/tables.ts';
import type { ResourceArns } from '../constructs/access-statements.ts';
import { customerKey } from '../constructs/customer-key.ts';
import { archiveName, busName } from '../names.ts';
import type { Stage } from '../stage.ts';

interface DataStackProps extends StackProps {
  readonly stage: Stage;
}

const stringKey = (name: string) => ({ name, type: AttributeType.STRING });

const projectionOf = ({ projection }: IndexDefinition) => {
  if (!projection) return { projectionType: ProjectionType.ALL };
  if (projection.length === 0) return { projectionType: ProjectionType.KEYS_ONLY };
  return { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projection] };
};

/** A table that the stack makes or finds. */
interface StageTable {
  readonly tableName: string;
  readonly tableArn: string;
  readonly tableStreamArn?: string | undefined;
}

const streamArnOf = ({ tableStreamArn, tableName }: StageTable): string => {
  if (tableStreamArn === undefined) throw new Error(`${tableName} has no stream`);
  return tableStreamArn;
};

/** Everything that holds state or secrets, apart from what can be redeployed at will. */
export class DataStack extends Stack {
  readonly tableNames: Readonly<Record<'ordersTable' | 'eventsTable' | 'metricsTable', string>>;
  /** Resources that functions can be granted access to. */
  readonly resources: ResourceArns;
  /** Where functions find it: environment variables of every one of them. */
  readonly functionEnvironment: Readonly<Record<string, string>>;
  readonly eventBus: EventBus;
  /** The stage's own key, if it has one. */
  readonly #key: IKey | undefined;
  /** Streams of the tables that have one. */
  readonly streamArns: { readonly eventsTable: string };

  constructor(scope: Construct, id: string, { stage, ...props }: DataStackProps) {
    super(scope, id, props);
    this.#key = customerKey(this, stage);
    const eventBus = this.#eventBus(stage);
    const secretKey = this.#key && { encryptionKey: this.#key };
    const cursorKey = new Secret(this, 'CursorKey', {
      description: 'Signs the cursors of lists; cursors of the previous value stay valid',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      ...secretKey,
      removalPolicy: stage.removalPolicy,
    });
    // The payment gateway makes the real one when it learns the API's address; until then no webhook is accepted.
    const webhookSecret = new Secret(this, 'WebhookSecret', {
      description:
        'Signing secret (whsec_…) of the payment gateway’s webhooks; put it in after the first deployment',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      ...secretKey,
      removalPolicy: stage.removalPolicy,
    });
    // The issuer makes the real one with the client; synthetic orders fail until it is put in.
    const syntheticSecret =
      stage.settings.syntheticOrders &&
      new Secret(this, 'SyntheticSecret', {
        description: 'Secret of the client of the issuer that places synthetic orders',
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
        ...secretKey,
        removalPolicy: stage.removalPolicy,
      });
    const { orders, events, metrics } = this.#tables(stage);
    this.tableNames = {
      ordersTable: orders.tableName,
      eventsTable: events.tableName,
      metricsTable: metrics.tableName,
    };
    this.eventBus = eventBus;
    this.streamArns = { eventsTable: streamArnOf(events) };
    this.resources = {
      ordersTable: orders.tableArn,
      eventsTable: events.tableArn,
      metricsTable: metrics.tableArn,
      eventBus: eventBus.eventBusArn,
      cursorKey: cursorKey.secretArn,
      paymentSecret: stage.settings.paymentSecretArn,
      webhookSecret: webhookSecret.secretArn,
      syntheticSecret: syntheticSecret?.secretArn,
    };
    this.functionEnvironment = {
      [environmentVariables.ordersTableName]: orders.tableName,
      [environmentVariables.eventsTableName]: events.tableName,
      [environmentVariables.metricsTableName]: metrics.tableName,
      [environmentVariables.metricsNamespace]: metricsNamespaceOf(stage.name),
      [environmentVariables.eventBusName]: eventBus.eventBusName,
      [environmentVariables.cursorKeyArn]: cursorKey.secretArn,
      [environmentVariables.webhookSecretArn]: webhookSecret.secretArn,
      ...(syntheticSecret && { [environmentVariables.syntheticClientSecretArn]: syntheticSecret.secretArn }),
    };
    new CfnOutput(this, 'WebhookSecretArn', { value: webhookSecret.secretArn });
    if (syntheticSecret) new CfnOutput(this, 'SyntheticSecretArn', { value: syntheticSecret.secretArn });
    new CfnOutput(this, 'PaymentSecretArn', { value: stage.settings.paymentSecretArn });
    new CfnOutput(this, 'OrdersTableName', { value: orders.tableName });
    new CfnOutput(this, 'EventsTableName', { value: events.tableName });
    new CfnOutput(this, 'MetricsTableName', { value: metrics.tableName });
    new CfnOutput(this, 'EventBusName', { value: eventBus.eventBusName });
  }

  /** The bus, with an archive of all that the service said on it. */
  #eventBus(stage: Stage): EventBus {
    const kmsKey = this.#key;
    const eventBus = new EventBus(this, 'EventBus', {
      eventBusName: busName(stage),
      description: 'Events of orders, for other services',
      ...(kmsKey && { kmsKey }),
    });
    const archive = new Archive(this, 'EventArchive', {
      archiveName: archiveName(stage),
      sourceEventBus: eventBus,
      eventPattern: { source: [eventSource] },
      retention: Duration.days(archiveRetentionDays),
      ...(kmsKey && { kmsKey }),
    });
    archive.applyRemovalPolicy(stage.removalPolicy);
    // CDK writes an empty text for AWS's own key, and EventBridge refuses it.
    if (!kmsKey) (archive.node.defaultChild as CfnArchive).addPropertyDeletionOverride('KmsKeyIdentifier');
    new CfnOutput(this, 'EventArchiveName', { value: archive.archiveName });
    return eventBus;
  }

  /** The tables that the stage uses: its own, or restored ones. */
  #tables(stage: Stage): Readonly<Record<'orders' | 'events' | 'metrics', StageTable>> {
    const { restoredTables: restored } = stage.settings;
    if (restored?.earlierTables !== 'given-up') {
      const own = {
        orders: this.#table('OrdersTable', ordersTable, stage),
        events: this.#table('EventsTable', eventsTable, stage),
        metrics: this.#table('MetricsTable', metricsTable, stage),
      };
      if (!restored) return own;
      // CloudFormation gives up no export that a stack imports, and the others import these until they are updated.
      for (const { tableName, tableArn } of Object.values(own)) {
        for (const value of [tableName, tableArn]) this.exportValue(value);
      }
      this.exportValue(streamArnOf(own.events));
    }
    const existing = (id: string, tableName: string, tableStreamArn?: string) =>
      TableV2.fromTableAttributes(this, id, { tableName, ...(tableStreamArn && { tableStreamArn }) });
    return {
      orders: existing('RestoredOrders', restored.ordersTable),
      events: existing('RestoredEvents', restored.eventsTable, restored.eventsStreamArn),
      metrics: existing('RestoredMetrics', restored.metricsTable),
    };
  }

  #table(id: string, definition: TableDefinition, stage: Stage): TableV2 {
    const others = this.node.children.filter((child) => !(child instanceof TableV2));
    const table = new TableV2(this, id, {
      partitionKey: stringKey(definition.partitionKey),
      sortKey: stringKey(definition.sortKey),
      globalSecondaryIndexes: Object.entries(definition.indexes).map(([indexName, index]) => ({
        indexName,
        partitionKey: stringKey(index.partitionKey),
        sortKey: stringKey(index.sortKey),
        ...projectionOf(index),
      })),
      ...(definition.stream && { dynamoStream: StreamViewType.NEW_IMAGE }),
      timeToLiveAttribute: definition.timeToLiveAttribute,
      billing: Billing.onDemand(),
      // AWS's key in this account: every use of it shows in CloudTrail, and no key needs an owner.
      encryption: this.#key
        ? TableEncryptionV2.customerManagedKey(this.#key)
        : TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: tableRecoveryDays,
      },
      deletionProtection: stage.protected,
      removalPolicy: stage.removalPolicy,
    });
    // A first deployment that fails deletes what it has made, and a protected table refuses: nothing may fail after it.
    table.node.addDependency(...others);
    return table;
  }
}
