import { describe, expect, it } from 'vitest';
import { archiveRetentionDays } from '../../../lib/contract/bus-rules.ts';
import { eventSource } from '../../../lib/contract/events/bus-event.ts';
import { tableRecoveryDays } from '../../../lib/contract/retention.ts';
import {
  eventsTable,
  metricsTable,
  ordersTable,
  type TableDefinition,
} from '../../../lib/contract/tables.ts';
import { resourceIn, resourcesOf, theOnly } from '../../harness/infra/cloudformation.ts';
import { synthesized, withSyntheticOrders } from '../../harness/infra/synthesized.ts';

const dev = synthesized().data;
const prod = synthesized({ stage: 'prod' }).data;

const tables: [string, TableDefinition][] = [
  ['OrdersTable', ordersTable],
  ['EventsTable', eventsTable],
  ['MetricsTable', metricsTable],
];

describe('data', () => {
  it('has the tables of the contract and no other', () => {
    expect(resourcesOf(dev, 'AWS::DynamoDB::GlobalTable')).toHaveLength(tables.length);
  });
});

describe('a first deployment that fails', () => {
  it('has made no protected table, which would refuse its deletion, unless a table itself failed', () => {
    const { Resources } = prod.toJSON() as { readonly Resources: object };
    const made = resourcesOf(prod, 'AWS::DynamoDB::GlobalTable');
    const before = Object.keys(Resources).filter((id) => made.every(([tableId]) => id !== tableId));
    for (const [, { DependsOn }] of made) expect(DependsOn).toEqual(expect.arrayContaining(before));
  });
});

describe('data of a stage with restored tables', () => {
  const streamArn =
    'arn:aws:dynamodb:eu-central-1:111111111111:table/restored-events/stream/2026-11-30T20:00:00.000';
  const restored = (earlierTables?: 'given-up') =>
    synthesized({
      settings: {
        restoredTables: {
          ordersTable: 'restored-orders',
          eventsTable: 'restored-events',
          eventsStreamArn: streamArn,
          metricsTable: 'restored-metrics',
          ...(earlierTables && { earlierTables }),
        },
      },
    });
  const { stacks: _, data, events, ...others } = restored();

  it('names the restored tables', () => {
    data.hasOutput('OrdersTableName', { Value: 'restored-orders' });
    data.hasOutput('EventsTableName', { Value: 'restored-events' });
    data.hasOutput('MetricsTableName', { Value: 'restored-metrics' });
  });

  it('keeps every earlier export, which other stacks may import', () => {
    const exported = (template: typeof dev) =>
      Object.entries(template.findOutputs('*')).flatMap(([id, { Export, Value }]) =>
        Export ? [[id, Value] as const] : [],
      );
    expect(exported(dev).length).toBeGreaterThan(0);
    expect(exported(data)).toEqual(expect.arrayContaining(exported(dev)));
  });

  it('keeps the earlier tables, which no other stack imports any more, until they are given up', () => {
    expect(resourcesOf(data, 'AWS::DynamoDB::GlobalTable')).toHaveLength(tables.length);
    for (const template of [events, ...Object.values(others)]) {
      expect(JSON.stringify(template)).not.toMatch(/ImportValue[^}]*(?:Orders|Events|Metrics)Table/);
    }
    expect(resourcesOf(restored('given-up').data, 'AWS::DynamoDB::GlobalTable')).toEqual([]);
  });

  it('relays the stream of the restored events table', () => {
    const sources = resourcesOf(events, 'AWS::Lambda::EventSourceMapping');
    expect(sources.map(([, { Properties }]) => Properties.EventSourceArn)).toContain(streamArn);
  });

  it('grants functions the restored tables and their indexes', () => {
    const policies = JSON.stringify(resourcesOf(events, 'AWS::IAM::Policy'));
    expect(policies).toContain(':table/restored-orders"');
    expect(policies).not.toContain('OrdersTable');
  });
});

describe.each(tables)('%s', (name, definition) => {
  const [id, table] = resourceIn(dev, 'AWS::DynamoDB::GlobalTable', name);
  const [replica] = table.Properties.Replicas;

  it('has the keys of the contract', () => {
    expect(table.Properties.KeySchema).toEqual([
      { AttributeName: definition.partitionKey, KeyType: 'HASH' },
      { AttributeName: definition.sortKey, KeyType: 'RANGE' },
    ]);
  });

  it('has exactly the indexes of the contract, each with its projection', () => {
    expect(table.Properties.GlobalSecondaryIndexes ?? []).toEqual(
      Object.entries(definition.indexes).map(([IndexName, { partitionKey, sortKey, projection }]) => ({
        IndexName,
        KeySchema: [
          { AttributeName: partitionKey, KeyType: 'HASH' },
          { AttributeName: sortKey, KeyType: 'RANGE' },
        ],
        Projection: expect.objectContaining(
          projection === undefined
            ? { ProjectionType: 'ALL' }
            : projection.length > 0
              ? { ProjectionType: 'INCLUDE', NonKeyAttributes: projection }
              : { ProjectionType: 'KEYS_ONLY' },
        ),
      })),
    );
  });

  it('is billed on demand, encrypted with KMS and expires items by the contract’s attribute', () => {
    expect(table.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      TimeToLiveSpecification: { AttributeName: definition.timeToLiveAttribute, Enabled: true },
    });
  });

  it(definition.stream === undefined ? 'has no stream' : 'streams each item as it is after a change', () => {
    expect(table.Properties.StreamSpecification).toEqual(
      definition.stream && { StreamViewType: 'NEW_IMAGE' },
    );
  });

  it('can be restored to any point in time', () => {
    expect(replica.PointInTimeRecoverySpecification).toEqual({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: tableRecoveryDays,
    });
  });

  it('is named in an output', () => {
    dev.hasOutput(`${name}Name`, { Value: { Ref: id } });
  });

  describe('when the stage is dev', () => {
    it('is deleted with its stack', () => {
      expect(table.DeletionPolicy).toBe('Delete');
      expect(replica.DeletionProtectionEnabled).toBe(false);
    });
  });

  describe('when the stage is prod', () => {
    it('outlives its stack and refuses deletion', () => {
      const [, kept] = resourceIn(prod, 'AWS::DynamoDB::GlobalTable', name);
      expect(kept.DeletionPolicy).toBe('RetainExceptOnCreate');
      expect(kept.Properties.Replicas[0].DeletionProtectionEnabled).toBe(true);
    });
  });
});

describe('event bus', () => {
  it('is named after service and stage, and in an output', () => {
    expect(theOnly(prod, 'AWS::Events::EventBus')[1].Properties.Name).toBe('order-service-prod');
    prod.hasOutput('EventBusName', { Value: { Ref: theOnly(prod, 'AWS::Events::EventBus')[0] } });
  });
});

describe('archive of the bus', () => {
  const [id, archive] = theOnly(prod, 'AWS::Events::Archive');

  it('keeps all events of the service for the contract’s period', () => {
    expect(archive.Properties).toMatchObject({
      SourceArn: { 'Fn::GetAtt': [theOnly(prod, 'AWS::Events::EventBus')[0], 'Arn'] },
      EventPattern: { source: [eventSource] },
      RetentionDays: archiveRetentionDays,
    });
  });

  it('is named after service and stage, and in an output', () => {
    expect(archive.Properties.ArchiveName).toBe('order-service-prod-events');
    prod.hasOutput('EventArchiveName', { Value: { Ref: id } });
  });

  it('uses the key of AWS, which is not an empty key', () => {
    expect(archive.Properties).not.toHaveProperty('KmsKeyIdentifier');
  });

  it('outlives its stack when the stage is prod', () => {
    expect(archive.DeletionPolicy).toBe('RetainExceptOnCreate');
    expect(theOnly(dev, 'AWS::Events::Archive')[1].DeletionPolicy).toBe('Delete');
  });
});

describe.each(['CursorKey', 'WebhookSecret'])('%s', (name) => {
  it('is made at random and outlives its stack when the stage is prod', () => {
    const [, secret] = resourceIn(prod, 'AWS::SecretsManager::Secret', name);
    expect(secret.Properties.GenerateSecretString).toEqual({ ExcludePunctuation: true, PasswordLength: 64 });
    expect(secret.DeletionPolicy).toBe('RetainExceptOnCreate');
  });
});

describe('SyntheticSecret', () => {
  const secrets = (template: typeof dev) =>
    resourcesOf(template, 'AWS::SecretsManager::Secret').map(([id]) => id);

  it('is there in a stage that places synthetic orders, and costs nothing elsewhere', () => {
    const synthetic = synthesized(withSyntheticOrders).data;
    expect(secrets(synthetic).length - secrets(dev).length).toBe(1);
    synthetic.hasOutput('SyntheticSecretArn', {});
    expect(dev.findOutputs('SyntheticSecretArn')).toEqual({});
  });
});
