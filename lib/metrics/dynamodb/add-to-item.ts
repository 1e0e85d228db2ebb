import type { CellGrowth } from '../metrics-store.ts';

/**
 * An update that adds to attributes, each named as its cell, and creates what is not there.
 * @param fixed attributes to set beside.
 */
export const addToItem = (
  TableName: string,
  Key: { readonly pk: string; readonly sk: string },
  growth: CellGrowth,
  fixed: Readonly<Record<string, number>> = {},
) => {
  const names: Record<string, string> = {};
  const values: Record<string, number> = {};
  const clauses = (entries: readonly (readonly [string, number])[], letter: string, between: string) =>
    entries
      .map(([cell, by], index) => {
        names[`#${letter}${index}`] = cell;
        values[`:${letter}${index}`] = by;
        return `#${letter}${index}${between}:${letter}${index}`;
      })
      .join(',');
  const added = clauses(Object.entries(growth), 'a', ' ');
  const set = clauses(Object.entries(fixed), 's', '=');
  return {
    TableName,
    Key,
    UpdateExpression: `${set ? `SET ${set} ` : ''}ADD ${added}`,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
};
