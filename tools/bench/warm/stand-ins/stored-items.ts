import { storedItemsVariable } from '../warm-run.ts';

type Item = Readonly<Record<string, unknown>>;

const keyOf = ({ pk, sk }: Item): string => JSON.stringify([pk, sk]);
const items: readonly Item[] = JSON.parse(process.env[storedItemsVariable] ?? '[]');
const itemsByKey = new Map(items.map((item) => [keyOf(item), item]));

interface BatchGet {
  readonly RequestItems: Readonly<Record<string, { readonly Keys: readonly Item[] }>>;
}

/** DynamoDB's answer to BatchGetItem, in the format of the stored items: wire format or plain values. */
export const answerBatchGet = ({ RequestItems }: BatchGet) => ({
  Responses: Object.fromEntries(
    Object.entries(RequestItems).map(([table, { Keys }]) => [
      table,
      Keys.flatMap((key) => itemsByKey.get(keyOf(key)) ?? []),
    ]),
  ),
  UnprocessedKeys: {},
});
