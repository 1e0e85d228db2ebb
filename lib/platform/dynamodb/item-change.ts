import type { Condition, ConditionalUpdate } from './write-items.ts';

/** A change of one item by attribute names. All conditions must hold; there is at least one. */
export interface ItemChange {
  /** An attribute whose value is `undefined` stays as it is. */
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  readonly add?: Readonly<Record<string, number>>;
  /** Placeholders of names and values begin with `#c` and `:c`, and differ between the conditions. */
  readonly conditions: readonly Condition[];
}

/** An update with all that one update of a transaction needs, too. */
export type ItemUpdate = Pick<
  ConditionalUpdate,
  'Key' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
> & { readonly UpdateExpression: string };

/** The update that makes a change of an item. */
export const updateOf = (
  Key: Readonly<Record<string, unknown>>,
  { set, remove = [], add = {}, conditions }: ItemChange,
): ItemUpdate => {
  const sets = Object.entries(set).filter(([, value]) => value !== undefined);
  const adds = Object.entries(add);
  const clauses = [
    ['SET', sets.map((_, n) => `#s${n} = :s${n}`)],
    ['REMOVE', remove.map((_, n) => `#r${n}`)],
    ['ADD', adds.map((_, n) => `#a${n} :a${n}`)],
  ] as const;
  const names = {
    ...Object.fromEntries(sets.map(([name], n) => [`#s${n}`, name])),
    ...Object.fromEntries(remove.map((name, n) => [`#r${n}`, name])),
    ...Object.fromEntries(adds.map(([name], n) => [`#a${n}`, name])),
    ...Object.assign({}, ...conditions.map((condition) => condition.ExpressionAttributeNames)),
  };
  const values = {
    ...Object.fromEntries(sets.map(([, value], n) => [`:s${n}`, value])),
    ...Object.fromEntries(adds.map(([, value], n) => [`:a${n}`, value])),
    ...Object.assign({}, ...conditions.map((condition) => condition.ExpressionAttributeValues)),
  };
  return {
    Key,
    UpdateExpression: clauses
      .filter(([, terms]) => terms.length > 0)
      .map(([word, terms]) => `${word} ${terms.join(', ')}`)
      .join(' '),
    ConditionExpression: conditions
      .map(({ ConditionExpression }) => `(${ConditionExpression})`)
      .join(' AND '),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
};
