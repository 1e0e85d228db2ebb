import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Access, IamAction, IndexName, ResourceName } from '../../lib/contract/access.ts';

/** ARNs of the resources of the contract once they are deployed. */
export type ResourceArns = Readonly<Record<ResourceName, string>>;

/** `ordersTable/gsi1` → `<ARN of the orders table>/index/gsi1`. */
const arnOf = (name: ResourceName | IndexName, arns: ResourceArns): string => {
  const [resource, index] = name.split('/') as [ResourceName, string?];
  return index === undefined ? arns[resource] : `${arns[resource]}/index/${index}`;
};

/** One statement for each resource and each index, with exactly the actions that `access` declares. */
export const accessStatements = (access: Access, arns: ResourceArns): PolicyStatement[] =>
  (Object.entries(access) as [ResourceName | IndexName, readonly IamAction[]][]).map(
    ([name, actions]) => new PolicyStatement({ actions: [...actions], resources: [arnOf(name, arns)] }),
  );
