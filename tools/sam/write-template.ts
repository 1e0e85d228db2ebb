import { copyFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import { bundleFunctions } from '../../infra/packaging/bundle-functions.ts';
import { machineArchitecture } from '../../infra/packaging/lambda-node.ts';
import { build } from '../esbuild-service.ts';
import { functionsOf, type ServiceEndpoints } from '../local-cloud/deployment.ts';
import { orderServiceDeployment } from '../local-cloud/order-service-deployment.ts';
import { projectFile, projectRoot } from '../project.ts';
import { authorizerVariables } from './function/authorizer.ts';
import { authorizerName, samTemplate } from './template.ts';

/** The local run as containers reach it. */
export interface ReachedServices {
  readonly endpoints: ServiceEndpoints;
  readonly issuer: string;
  readonly keys: JSONWebKeySet;
}

const functionFolder = projectFile('tools', 'sam', 'function');

/**
 * Writes the template and the code of its functions to a directory.
 * @returns the path of the template.
 */
export const writeTemplate = async (
  directory: string,
  { endpoints, issuer, keys }: ReachedServices,
): Promise<string> => {
  const deployment = orderServiceDeployment();
  const functions = functionsOf(deployment);
  const packages = join(directory, 'functions');
  const bundled = await bundleFunctions(Object.keys(functions), relative(projectRoot, packages));
  await Promise.all(
    bundled.map((made) => copyFile(join(functionFolder, 'local.mjs'), join(made.directory, 'local.mjs'))),
  );
  await build({
    entryPoints: [join(functionFolder, 'authorizer-entry.ts')],
    outfile: join(packages, authorizerName, 'index.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'warning',
  });
  const environment = deployment.environment(endpoints);
  const template = samTemplate({
    functions,
    environment,
    authorizerEnvironment: {
      ...environment,
      [authorizerVariables.issuer]: issuer,
      [authorizerVariables.audiences]: deployment.tokens.audiences.join(','),
      [authorizerVariables.keys]: JSON.stringify(keys),
    },
    architecture: machineArchitecture ?? 'x86_64',
    ...(deployment.cors && { cors: deployment.cors }),
  });
  const file = join(directory, 'template.json');
  await writeFile(file, `${JSON.stringify(template, null, 2)}\n`);
  return file;
};
