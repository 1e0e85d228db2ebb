import { type Permission, tableArn } from './permission.ts';

interface TableRequest {
  readonly TableName?: string;
  readonly IndexName?: string;
}

interface BatchRequest {
  readonly RequestItems: Readonly<Record<string, unknown>>;
}

interface TransactionRequest {
  /** Each action under its kind: `{"Put": {…}}`. */
  readonly TransactItems: readonly Readonly<Record<string, TableRequest>>[];
}

type Body = TableRequest & BatchRequest & TransactionRequest;

/** Actions by the kind of an element of a transaction. A transaction has no action of its own. */
const actionsOfKinds: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

const onTable = (action: string, { TableName, IndexName }: TableRequest): Permission => ({
  action: `dynamodb:${action}`,
  resource: TableName === undefined ? '*' : tableArn(TableName, IndexName),
});

const ofTransaction = (_operation: string, { TransactItems }: TransactionRequest): Permission[] =>
  TransactItems.flatMap((element) =>
    Object.entries(element).map(([kind, request]) => onTable(actionsOfKinds[kind] ?? kind, request)),
  );

const ofBatch = (operation: string, { RequestItems }: BatchRequest): Permission[] =>
  Object.keys(RequestItems).map((TableName) => onTable(operation, { TableName }));

const operations: Readonly<Record<string, (operation: string, body: Body) => Permission[]>> = {
  BatchGetItem: ofBatch,
  BatchWriteItem: ofBatch,
  TransactGetItems: ofTransaction,
  TransactWriteItems: ofTransaction,
};

const ofOneTable = (operation: string, body: Body): Permission[] => [onTable(operation, body)];

/**
 * The permissions that a request to DynamoDB needs, in its own order: for a transaction one for each action and table,
 * for a query of an index that of the index alone, for anything else the operation on its table.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for Amazon DynamoDB".
 * @param operation such as `TransactWriteItems`.
 * @param body the parsed body of the request.
 * @throws {TypeError} on a body that is not one of the operation; the database itself refuses it.
 */
export const dynamodbPermissions = (operation: string, body: unknown): readonly Permission[] =>
  (operations[operation] ?? ofOneTable)(operation, body as Body);
