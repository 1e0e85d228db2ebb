import type { Stage } from '../stage.ts';

/** A section of a runbook, such as `event-path.md#relay-late`. */
export type RunbookSection = `${string}.md#${string}`;

/** Folder of the runbooks, from the project's root; also their address unless a deployment sets another. */
const runbookFolder = 'docs/runbooks';

/** The section of an objective's runbook, which the objective names relative to the project's root. */
export const objectiveSection = (
  { runbook }: { readonly runbook: string },
  anchor: string,
): RunbookSection => {
  const file = runbook.replace(`${runbookFolder}/`, '');
  if (!file.endsWith('.md') || file.includes('/')) {
    throw new RangeError(`${runbook} is not a runbook: it must be a .md file in ${runbookFolder}`);
  }
  return `${file}#${anchor}` as RunbookSection;
};

/** Address of the runbooks in the alarms of a stage. */
export const runbookBaseUrl = ({ settings }: Pick<Stage, 'settings'>): string =>
  (settings.alarms.runbookBaseUrl ?? runbookFolder).replace(/\/+$/, '');

/** Markdown for a runbook: a link for an address, else the path in the repository. */
export const runbookLink = (title: string, place: string): string =>
  /^https?:/.test(place) ? `[${title}](${place})` : `${title}: \`${place}\``;
