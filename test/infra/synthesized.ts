import { readFileSync, rmSync } from 'node:fs';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { addService } from '../../infra/service.ts';

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));

export const inlineCode = () => Code.fromInline('export const handler = () => {};');

/** An app with the settings of cdk.json, but without the template checks that `cdk synth` adds. */
export const anApp = (extraContext: Record<string, unknown> = {}): App =>
  new App({ context: { ...context, ...extraContext }, builtinCloudFormationValidation: false });

/** The templates of the stacks that `build` adds to an app; nothing stays on disk. */
export const templatesOf = (app: App, build: () => Stack[]): Template[] => {
  try {
    return build().map((stack) => Template.fromStack(stack));
  } finally {
    rmSync(app.outdir, { recursive: true });
  }
};

/** The service's stacks, with functions that are not bundled. */
export const synthesized = (extraContext: Record<string, unknown> = {}) => {
  const app = anApp(extraContext);
  const stacks: Stack[] = [];
  const [data, api, jobs] = templatesOf(app, () => {
    const added = addService(app, inlineCode);
    stacks.push(added.data, added.api, added.jobs);
    return stacks;
  });
  if (data === undefined || api === undefined || jobs === undefined) throw new Error('a stack is missing');
  return { data, api, jobs, stacks };
};
