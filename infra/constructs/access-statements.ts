import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Access, IamAction, ResourceName } from '../../lib/contract/access.ts';

/** Where a resource of the contract is found once it is deployed. */
export interface DeployedResource {
  readonly arn: string;
  /** Indexes of a table, which `dynamodb:Query` may read too. */
  readonly indexArns?: readonly string[];
}

export type DeployedResources = Readonly<Record<ResourceName, DeployedResource>>;

/** One statement per resource, with exactly the actions that `access` declares. */
export const accessStatements = (access: Access, resources: DeployedResources): PolicyStatement[] =>
  (Object.entries(access) as [ResourceName, readonly IamAction[]][]).map(([name, actions]) => {
    const { arn, indexArns = [] } = resources[name];
    const queried = actions.includes('dynamodb:Query') ? indexArns : [];
    return new PolicyStatement({ actions: [...actions], resources: [arn, ...queried] });
  });
