import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { Acknowledgement } from './acknowledgement.ts';

const constructAt = (app: App, path: string): IConstruct =>
  path.split('/').reduce<IConstruct>((parent, id) => parent.node.findChild(id), app);

/**
 * Makes the synth of `app` fail on anything that AWS's own rules find and that is not acknowledged.
 * @throws when an acknowledgement names a resource that does not exist.
 */
export const checkAgainstAwsRules = (app: App, acknowledged: readonly Acknowledgement[]): void => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  for (const { path, rule, reason } of acknowledged) {
    Validations.of(constructAt(app, path)).acknowledge({ id: rule, reason });
  }
};
