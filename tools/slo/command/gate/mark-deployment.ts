import { CommandError } from '../../../command-line/command-error.ts';
import { orderService } from '../../order-service-declaration.ts';
import { ask } from '../../prometheus-server/http.ts';

/** Tags of the annotations that the dashboard shows. */
export const deploymentTags = ['deployment', orderService.name] as const;

export interface DeploymentMark {
  /** Address of Grafana. */
  readonly grafana: string;
  readonly token: string | undefined;
  readonly version: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Marks a deployment in the dashboards of Grafana.
 * @throws {CommandError} when Grafana does not take the mark.
 */
export const markDeployment = async ({ grafana, token, version, at }: DeploymentMark): Promise<void> => {
  if (token === undefined) throw new CommandError('GRAFANA_TOKEN is not set: --grafana needs it.');
  const { status } = await ask(
    `${grafana}/api/annotations`,
    {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ time: at, tags: deploymentTags, text: `Deployment ${version ?? ''}`.trim() }),
    },
    'Check the address of --grafana.',
  );
  if (status !== 200)
    throw new CommandError(`Grafana at ${grafana} does not take the mark (status ${status}).`);
};
