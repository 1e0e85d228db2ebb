import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Access, IamAction, IndexName, ResourceName } from '../../lib/contract/access.ts';

/**
 * ARNs of resources of the contract once they are deployed. A stack knows those of the stacks before it; `undefined` is a
 * resource that the stage does without.
 */
export type ResourceArns = Readonly<Partial<Record<ResourceName, string | undefined>>>;

/** `ordersTable/gsi1` → `<ARN of the orders table>/index/gsi1`. */
const arnOf = (name: ResourceName | IndexName, arns: ResourceArns): string => {
  const [resource, index] = name.split('/') as [ResourceName, string?];
  const arn = arns[resource];
  if (arn === undefined) throw new RangeError(`the resource ${resource} is not deployed`);
  return index === undefined ? arn : `${arn}/index/${index}`;
};

const isLeftOut = (name: ResourceName | IndexName, arns: ResourceArns): boolean =>
  name in arns && arns[name as ResourceName] === undefined;

/** One statement for each resource of the stage and each index, with exactly the actions that `access` declares. */
export const accessStatements = (access: Access, arns: ResourceArns): PolicyStatement[] =>
  (Object.entries(access) as [ResourceName | IndexName, readonly IamAction[]][])
    .filter(([name]) => !isLeftOut(name, arns))
    .map(([name, actions]) => new PolicyStatement({ actions: [...actions], resources: [arnOf(name, arns)] }));
