/** An item's table and key, as one text. */
export type ItemId = string;

/** Attributes by name, in DynamoDB's JSON. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Attributes that identify an item of a table: at least its key. */
export interface ItemReference {
  readonly table: string;
  readonly attributes: Attributes;
}

interface SingleRequest {
  readonly TableName: string;
  readonly Item?: Attributes;
  readonly Key?: Attributes;
}

interface TransactionRequest {
  /** Each action under its kind: `{"Put": {…}}`. */
  readonly TransactItems: readonly Readonly<Record<string, SingleRequest>>[];
}

const referenceOf = ({ TableName, Item, Key }: SingleRequest): ItemReference => ({
  table: TableName,
  attributes: Key ?? Item ?? {},
});

const referencesOfActions = ({ TransactItems }: TransactionRequest): ItemReference[] =>
  TransactItems.flatMap((action) => Object.values(action).map(referenceOf));

/** The items that a request is about, in its own order. */
const readReferences = {
  PutItem: (body: SingleRequest) => [referenceOf(body)],
  UpdateItem: (body: SingleRequest) => [referenceOf(body)],
  DeleteItem: (body: SingleRequest) => [referenceOf(body)],
  TransactWriteItems: referencesOfActions,
  TransactGetItems: referencesOfActions,
} as const;

/** Operations that meet a transaction, or are one. */
export type GuardedOperation = keyof typeof readReferences;

export const isGuarded = (operation: string): operation is GuardedOperation =>
  Object.hasOwn(readReferences, operation);

/**
 * The items of a request, in its own order.
 * @throws {TypeError} on a body that is not one of the operation; the database itself refuses it.
 */
export const referencedItems = (operation: GuardedOperation, body: unknown): readonly ItemReference[] =>
  readReferences[operation](body as SingleRequest & TransactionRequest);

/** @param keyNames the key attributes of the table. */
export const itemId = ({ table, attributes }: ItemReference, keyNames: readonly string[]): ItemId =>
  JSON.stringify([table, ...keyNames.map((name) => attributes[name])]);
