import { type FunctionId, functionIds } from './function-ids.ts';

/** Functions that CodeDeploy invokes during a deployment, by the id that is also their file in `functions/`. */
export const deploymentHooks = {
  /** Tries a new version of an API function before it gets traffic. */
  'rehearse-version': { timeoutSeconds: 60, memoryMb: 256 },
} as const;

export type HookId = keyof typeof deploymentHooks;

export const hookIds = Object.keys(deploymentHooks) as readonly HookId[];

/** Name of a function that is deployed: of the service, or a hook of its deployment. */
export type PackagedId = FunctionId | HookId;

export const packagedIds: readonly PackagedId[] = [...functionIds, ...hookIds];
