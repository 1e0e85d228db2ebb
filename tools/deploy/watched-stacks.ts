import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { STSClient } from '@aws-sdk/client-sts';
import type { Stage } from '../../infra/stage.ts';
import { deployRoleCredentials } from './deploy-role.ts';
import { type Watch, watchStacks } from './rollback-trigger.ts';

/** Has CloudFormation watch the stacks of a stage, by clients of the account of the environment's credentials. */
export const watchDeployedStacks = async (
  stage: Stage,
  region: string | undefined,
  print: (text: string) => void,
): Promise<Watch> => {
  const options = { ...(region !== undefined && { region }) };
  const tokens = new STSClient(options);
  const credentials = await deployRoleCredentials(tokens, await tokens.config.region());
  const cloudFormation = new CloudFormationClient({ ...options, ...(credentials && { credentials }) });
  const cloudWatch = new CloudWatchClient(options);
  try {
    return await watchStacks({ stage, cloudWatch, cloudFormation, print });
  } finally {
    for (const client of [tokens, cloudFormation, cloudWatch]) client.destroy();
  }
};
