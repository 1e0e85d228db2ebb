import { awsAccount } from '../aws-account.ts';
import type { HttpResponse } from '../http/http-response.ts';
import type { Grants } from './grants.ts';
import type { Permission } from './permission.ts';

/** `soft` serves a request without permission, and prints it. */
export type IamMode = 'off' | 'soft' | 'strict';

/** A permission of a function, as `<function> <action> <resource>`. */
export type Grant = `${string} ${string} ${string}`;

export interface AccessControl {
  /**
   * @param authorization the request's header, in the form of Signature Version 4.
   * @returns the response that refuses the request, or `undefined` for a request to serve.
   */
  check(authorization: string | undefined, required: readonly Permission[]): HttpResponse | undefined;
  /** The grants that requests needed so far. */
  usedGrants(): readonly Grant[];
}

export interface AccessControlOptions {
  readonly grants: Grants;
  readonly mode: IamMode;
  readonly print: (text: string) => void;
}

/** Access key of a function's role. */
export const accessKeyOf = (functionName: string): string => `local-${functionName}`;

/** `AWS4-HMAC-SHA256 Credential=<access key>/<date>/…`, as every AWS client sends it. */
const accessKeyIn = (authorization = ''): string =>
  /Credential=(?<key>[^/]+)\//.exec(authorization)?.groups?.['key'] ?? '';

const grantOf = (functionName: string, { action, resource }: Permission): Grant =>
  `${functionName} ${action} ${resource}`;

/** Every grant of every function. */
export const grantList = (grants: Grants): readonly Grant[] =>
  [...grants].flatMap(([name, permissions]) => permissions.map((permission) => grantOf(name, permission)));

/** The refusal of DynamoDB and EventBridge: the first permission that is missing. */
const accessDenied = (functionName: string, { action, resource }: Permission): HttpResponse => {
  const user = `arn:aws:sts::${awsAccount.id}:assumed-role/${functionName}/${functionName}`;
  const denied = `User: ${user} is not authorized to perform: ${action} on resource: ${resource}`;
  return {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify({
      __type: 'com.amazon.coral.service#AccessDeniedException',
      Message: `${denied} because no identity-based policy allows the ${action} action`,
    }),
  };
};

/**
 * Checks requests against the grants of the function whose access key they carry. Any other key is that of the
 * developer, who may do everything.
 */
export const createAccessControl = ({ grants, mode, print }: AccessControlOptions): AccessControl => {
  const functionsByKey = new Map([...grants.keys()].map((name) => [accessKeyOf(name), name]));
  const granted = new Set(
    [...grants].flatMap(([name, permissions]) => permissions.map((permission) => grantOf(name, permission))),
  );
  const used = new Set<Grant>();
  const printed = new Set<Grant>();

  const printOnce = (functionName: string, permission: Permission) => {
    const grant = grantOf(functionName, permission);
    if (printed.has(grant)) return;
    printed.add(grant);
    const consequence = mode === 'strict' ? 'Request refused' : 'AWS would refuse the request';
    print(
      `IAM: ${functionName} has no permission for ${permission.action} on ${permission.resource}. ` +
        `${consequence}. Add the action to the function's \`access\`.`,
    );
  };

  return {
    check(authorization, required) {
      const functionName = mode === 'off' ? undefined : functionsByKey.get(accessKeyIn(authorization));
      if (functionName === undefined) return undefined;
      const missing = required.filter((permission) => !granted.has(grantOf(functionName, permission)));
      for (const permission of missing) printOnce(functionName, permission);
      const [first] = missing;
      if (first && mode === 'strict') return accessDenied(functionName, first);
      for (const permission of required) used.add(grantOf(functionName, permission));
      return undefined;
    },
    usedGrants: () => [...used].filter((grant) => granted.has(grant)),
  };
};
