interface Content {
  readonly TableName?: string;
  readonly TransactItems?: readonly Readonly<Record<string, Content>>[];
  readonly RequestItems?: Readonly<Record<string, unknown>>;
}

/** Tables of a request to the database, each once. @param content the parsed body. */
export const tablesOf = (content: unknown): ReadonlySet<string> => {
  const { TableName, TransactItems = [], RequestItems = {} } = (content ?? {}) as Content;
  return new Set([
    ...(TableName === undefined ? [] : [TableName]),
    ...TransactItems.flatMap((entry) => Object.values(entry).flatMap(({ TableName: name }) => name ?? [])),
    ...Object.keys(RequestItems),
  ]);
};
