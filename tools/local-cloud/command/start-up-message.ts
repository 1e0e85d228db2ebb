import { type Deployment, functionsOf } from '../deployment.ts';

export interface StartUpFacts {
  readonly url: string;
  /** Where the data is, for people. */
  readonly database: string;
  /** A token of the default scope. */
  readonly token: string;
  readonly startedInMs: number;
}

/** The message of `npm start` once everything runs. */
export const startUpMessage = (
  deployment: Deployment,
  { url, database, token, startedInMs }: StartUpFacts,
): string => {
  const example = deployment.example?.({ url, token });
  return `
${deployment.title} is ready at ${url} (${(startedInMs / 1000).toFixed(1)} s)
${Object.keys(functionsOf(deployment)).length} functions, reloaded when their source changes; ${database}.
${example === undefined ? '' : `\n${example.title}:\n\n${example.command}\n`}
Logs: curl -s '${url}/local/logs?limit=20'   More: ${url}/   Stop: Ctrl-C
`;
};
