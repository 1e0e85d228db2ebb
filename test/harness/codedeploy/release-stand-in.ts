import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { ServedRouteId } from '../../../lib/contract/default-route.ts';
import type { HookHandler } from '../../../lib/middleware/deployment/hook-pipeline.ts';
import type { ApiResponse } from '../../../lib/platform/response.ts';
import { aLambdaContext } from '../../builders/a-lambda-context.ts';

/** A version of a function: its answer to an event. One that throws has crashed. */
export type VersionOf = (routeId: ServedRouteId, event: unknown) => Promise<Partial<ApiResponse>>;

export interface Invocation {
  readonly routeId: string;
  readonly qualifier: string;
}

type DeploymentStatus = 'Succeeded' | 'Failed' | 'Stopped';

const prefix = 'order-service-dev-';

const answerJson = (response: ServerResponse, body: unknown, headers: Record<string, string> = {}) =>
  response
    .writeHead(200, { 'content-type': 'application/x-amz-json-1.1', ...headers })
    .end(JSON.stringify(body));

/**
 * Stands in for Lambda and CodeDeploy: it invokes versions, and deploys a version by hook, canary and alarms as CodeDeploy
 * does. It starts with every alias at version 1.
 */
export const startReleaseStandIn = async (versions: Readonly<Record<string, VersionOf>>) => {
  const invocations: Invocation[] = [];
  const reported: string[] = [];
  const aliases = new Map<string, string>();
  const deployments = new Map<string, { readonly routeId: ServedRouteId; readonly version: string }>();
  const aliasOf = (routeId: string) => aliases.get(routeId) ?? '1';

  const invoke = async (
    routeId: ServedRouteId,
    qualifier: string,
    event: unknown,
    response: ServerResponse,
  ) => {
    invocations.push({ routeId, qualifier });
    const version = versions[qualifier === 'live' ? aliasOf(routeId) : qualifier];
    if (version === undefined) throw new Error(`${routeId} has no version ${qualifier}`);
    try {
      answerJson(response, await version(routeId, event));
    } catch (error) {
      answerJson(response, { errorMessage: String(error) }, { 'x-amz-function-error': 'Unhandled' });
    }
  };

  const answerCodeDeploy = (operation: string, body: Record<string, string>, response: ServerResponse) => {
    const deployed = deployments.get(body['deploymentId'] ?? '');
    if (deployed === undefined) {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(
        JSON.stringify({ __type: 'DeploymentDoesNotExistException', message: 'no such deployment' }),
      );
      return;
    }
    const lambdaFunctionInfo = {
      functionName: `${prefix}${deployed.routeId}`,
      functionAlias: 'live',
      currentVersion: aliasOf(deployed.routeId),
      targetVersion: deployed.version,
    };
    if (operation === 'ListDeploymentTargets') answerJson(response, { targetIds: ['target-1'] });
    if (operation === 'BatchGetDeploymentTargets') {
      answerJson(response, { deploymentTargets: [{ lambdaTarget: { lambdaFunctionInfo } }] });
    }
    if (operation === 'PutLifecycleEventHookExecutionStatus') {
      reported.push(String(body['status']));
      answerJson(response, { lifecycleEventHookExecutionId: body['lifecycleEventHookExecutionId'] });
    }
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    const body = (await json(request)) as Record<string, string>;
    const name = /functions\/([^/]+)\/invocations/.exec(url.pathname)?.[1];
    if (name !== undefined) {
      const [routeId = '', qualifier = '$LATEST'] = decodeURIComponent(name).slice(prefix.length).split(':');
      await invoke(routeId as ServedRouteId, qualifier, body, response);
    } else {
      answerCodeDeploy(String(request.headers['x-amz-target']).split('.').at(-1) ?? '', body, response);
    }
  };
  const server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    endpoint: `http://127.0.0.1:${(server.address() as { readonly port: number }).port}`,
    invocations,
    aliasOf,
    /**
     * Deploys a version of the function of a route.
     * @param canary runs while the version has a part of the traffic. Tells whether an alarm of the deployment was active.
     */
    async deploy(
      routeId: ServedRouteId,
      version: string,
      hook: HookHandler,
      canary: () => Promise<boolean> = async () => false,
    ): Promise<DeploymentStatus> {
      const DeploymentId = `d-${deployments.size + 1}`;
      deployments.set(DeploymentId, { routeId, version });
      reported.length = 0;
      invocations.length = 0;
      const event = { DeploymentId, LifecycleEventHookExecutionId: `hook of ${DeploymentId}` };
      await hook(event, aLambdaContext({ getRemainingTimeInMillis: () => 60_000 }));
      if (reported.join() !== 'Succeeded') return 'Failed';
      if (await canary()) return 'Stopped';
      aliases.set(routeId, version);
      return 'Succeeded';
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
