import { spawnSync } from 'node:child_process';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { serviceName } from '../../lib/contract/service.ts';
import { projectFile, projectRoot } from '../project.ts';
import type { Resources } from './bill.ts';
import { resourcesOf, type TemplateResource } from './resources-of.ts';

/** The priced resources of a stage, from templates made now; `undefined` when they cannot be made. */
export const synthesizedResources = (stage: string): Resources | undefined => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [projectFile('tools', 'synth', 'synth.ts'), '--stage', stage],
    { cwd: projectRoot, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (status !== 0) {
    process.stderr.write(stderr);
    return undefined;
  }
  const resources = new CloudAssembly(projectFile('cdk.out')).stacks.flatMap(
    ({ template }): TemplateResource[] => Object.values(template.Resources),
  );
  return resourcesOf(resources, `${serviceName}-${stage}-`);
};
