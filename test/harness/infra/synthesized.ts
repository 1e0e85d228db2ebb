import { readFileSync, rmSync } from 'node:fs';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { addService, type ServiceStacks } from '../../../infra/service.ts';

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

type ServiceTemplates = Readonly<Record<keyof ServiceStacks, Template>> & { readonly stacks: Stack[] };

const synthesize = (extraContext: Record<string, unknown>): ServiceTemplates => {
  const app = anApp(extraContext);
  const stacks: Record<string, Stack> = {};
  const templates = templatesOf(app, () => Object.values(Object.assign(stacks, addService(app, inlineCode))));
  const named = Object.fromEntries(Object.keys(stacks).map((name, index) => [name, templates[index]]));
  return { ...(named as Record<keyof ServiceStacks, Template>), stacks: Object.values(stacks) };
};

const made = new Map<string, ServiceTemplates>();

/** The service's stacks, with functions that are not bundled. Made once for each context; nothing may change them. */
export const synthesized = (extraContext: Record<string, unknown> = {}): ServiceTemplates => {
  const key = JSON.stringify(extraContext);
  const found = made.get(key) ?? synthesize(extraContext);
  made.set(key, found);
  return found;
};
