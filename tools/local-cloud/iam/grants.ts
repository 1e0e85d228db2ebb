import { type Deployment, functionsOf } from '../deployment.ts';
import { bucketArn, eventBusArn, type Permission, tableArn } from './permission.ts';

/** Permissions of each function by the function's name. */
export type Grants = ReadonlyMap<string, readonly Permission[]>;

const arnOf = (action: string, name: string, index: string | undefined): string => {
  if (action.startsWith('s3:')) return bucketArn(name);
  return action.startsWith('events:') ? eventBusArn(name) : tableArn(name, index);
};

/**
 * The grants that a deployment declares, without those on resources that the local cloud does not have, such as secrets.
 * A key of `access` names a resource by its role, or an index of it: `ordersTable/gsi1`.
 */
export const grantsOf = (deployment: Deployment): Grants => {
  const names: Readonly<Record<string, string>> = deployment.resources;
  const permissionsOf = ([granted, actions]: [string, readonly string[]]): Permission[] => {
    const [role = '', index] = granted.split('/');
    const name = names[role];
    if (name === undefined) return [];
    return actions.map((action) => ({ action, resource: arnOf(action, name, index) }));
  };
  return new Map(
    Object.entries(functionsOf(deployment)).map(([functionName, { access }]) => [
      functionName,
      Object.entries(access).flatMap(permissionsOf),
    ]),
  );
};
