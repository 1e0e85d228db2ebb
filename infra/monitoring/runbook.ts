import type { Node } from 'constructs';

/** A section of a runbook, such as `event-path.md#relay-late`. */
export type RunbookSection = `${string}.md#${string}`;

/** Where runbooks are, as seen from the project's root; also their address unless a deployment knows a better one. */
export const runbookFolder = 'docs/runbooks';

/** The section of an objective's runbook, which the objective names relative to the project's root. */
export const objectiveSection = (
  { runbook }: { readonly runbook: string },
  anchor: string,
): RunbookSection => {
  const file = runbook.replace(`${runbookFolder}/`, '');
  if (!file.endsWith('.md') || file.includes('/')) {
    throw new RangeError(`${runbook} is no runbook: it has to be a .md file in ${runbookFolder}`);
  }
  return `${file}#${anchor}` as RunbookSection;
};

/** Where a deployment's alarms send people: `-c runbookBaseUrl=https://wiki.example.com/runbooks`. */
export const runbookBaseUrl = (node: Node): string =>
  String(node.tryGetContext('runbookBaseUrl') ?? runbookFolder).replace(/\/+$/, '');

/** Markdown that leads to a runbook: a link where there is an address, else the path for whoever has the repository. */
export const runbookLink = (title: string, place: string): string =>
  /^https?:/.test(place) ? `[${title}](${place})` : `${title}: \`${place}\``;
