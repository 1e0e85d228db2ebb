import type { eventsTable, metricsTable, ordersTable } from './tables.ts';

/** Resources of the deployment that a function can be granted access to; `givenUpBatches` are objects in the failure bucket. */
export type ResourceName =
  | 'ordersTable'
  | 'eventsTable'
  | 'metricsTable'
  | 'eventBus'
  | 'failureBucket'
  | 'givenUpBatches'
  | 'paymentSecret'
  | 'webhookSecret'
  | 'cursorKey'
  | 'syntheticSecret';

/** An index of a table, such as `ordersTable/gsi3`. A grant on the table does not include its indexes. */
export type IndexName =
  | `ordersTable/${keyof typeof ordersTable.indexes}`
  | `eventsTable/${keyof typeof eventsTable.indexes}`
  | `metricsTable/${keyof typeof metricsTable.indexes}`;

/** IAM actions that the service uses at all. Anything broader does not type-check. */
export type IamAction =
  | 'dynamodb:BatchGetItem'
  | 'dynamodb:DeleteItem'
  | 'dynamodb:DescribeTable'
  | 'dynamodb:GetItem'
  | 'dynamodb:PutItem'
  | 'dynamodb:Query'
  | 'dynamodb:UpdateItem'
  | 'events:DescribeEventBus'
  | 'events:PutEvents'
  | 's3:DeleteObject'
  | 's3:GetObject'
  | 's3:ListBucket'
  | 'secretsmanager:GetSecretValue';

/** The whole of what one function may do: its role holds exactly this. */
export type Access = Partial<
  Record<ResourceName, readonly IamAction[]> & Record<IndexName, readonly 'dynamodb:Query'[]>
>;
