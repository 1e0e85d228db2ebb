interface Resource {
  readonly Type: string;
  readonly Properties?: unknown;
  readonly [part: string]: unknown;
}

/** Resources of one stack by logical id. */
export type Resources = Readonly<Record<string, Resource>>;

/** Stacks of an assembly by name. */
export type Stacks = Readonly<Record<string, Resources>>;

/** A mark of CDK that names paths of the synthesizing machine. */
const unimportant = 'Metadata';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Paths of the members in which two values differ, at most three names deep. */
const differences = (before: unknown, after: unknown, path: readonly string[] = []): string[] => {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isObject(before) || !isObject(after) || path.length === 3) return [path.join('.')];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names
    .filter((name) => name !== unimportant)
    .flatMap((name) => differences(before[name], after[name], [...path, name]));
};

const compareResource = (id: string, before: Resource | undefined, after: Resource | undefined): string[] => {
  if (!before) return [`- added ${after?.Type} \`${id}\``];
  if (!after) return [`- **removed** ${before.Type} \`${id}\``];
  if (before.Type !== after.Type) return [`- **replaced** ${before.Type} \`${id}\` by ${after.Type}`];
  const paths = differences(before, after);
  return paths.length === 0 ? [] : [`- changed ${after.Type} \`${id}\`: ${paths.join(', ')}`];
};

/**
 * The resources that a deployment would add, change, replace or remove, as Markdown: a heading for each stack with
 * differences, and a line for each resource.
 */
export const compareTemplates = (before: Stacks, after: Stacks): string[] => {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const lines = names.flatMap((name) => {
    const [old = {}, now = {}] = [before[name], after[name]];
    const ids = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
    const found = ids.flatMap((id) => compareResource(id, old[id], now[id]));
    return found.length === 0 ? [] : [`### ${name}`, '', ...found, ''];
  });
  return lines.length === 0 ? ['No resource differs.'] : lines;
};
