import { readFileSync, rmSync } from 'node:fs';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { addService, type ServiceStacks } from '../../../infra/service.ts';
import { stageFor } from '../../../infra/stage.ts';
import { dev } from '../../../infra/stages/dev.ts';
import type { StageSettingsInput } from '../../../infra/stages/stage-settings.ts';

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

/** A stage by its name, with its own settings; without a name, `dev` with monitoring, and other settings replaced by `settings`. */
interface SynthesizedStage {
  readonly stage?: string;
  readonly settings?: Partial<StageSettingsInput>;
}

const synthesize = ({ stage, settings }: SynthesizedStage): ServiceTemplates => {
  const app = anApp({ stage: stage ?? 'dev' });
  const chosen = stage === undefined ? stageFor('dev', { ...dev, alarms: {}, ...settings }) : stageFor(stage);
  const stacks: Record<string, Stack> = {};
  const templates = templatesOf(app, () =>
    Object.values(Object.assign(stacks, addService(app, inlineCode, chosen))),
  );
  const named = Object.fromEntries(Object.keys(stacks).map((name, index) => [name, templates[index]]));
  return { ...(named as Record<keyof ServiceStacks, Template>), stacks: Object.values(stacks) };
};

/** A stage that places synthetic orders. */
export const withSyntheticOrders: SynthesizedStage = {
  settings: {
    syntheticOrders: {
      apiUrl: 'https://api.example',
      tokenUrl: 'https://issuer.example/token',
      clientId: 'client-1',
      customerId: 'synthetic-customer',
    },
  },
};

const made = new Map<string, ServiceTemplates>();

/** The service's stacks, with functions that are not bundled. Made once for each stage; nothing may change them. */
export const synthesized = (stage: SynthesizedStage = {}): ServiceTemplates => {
  const key = JSON.stringify(stage);
  const found = made.get(key) ?? synthesize(stage);
  made.set(key, found);
  return found;
};
