import { rmSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { MonitoringStack } from '../../../infra/stacks/monitoring-stack.ts';
import { stageOf } from '../../../infra/stage.ts';
import { localResources } from '../../local-cloud/order-service-resources.ts';
import type { AlarmsTemplate } from './template-evaluator.ts';

/** The monitoring of the stage `dev` as it is deployed, of the tables of the local run. */
export const monitoringTemplate = (): AlarmsTemplate => {
  const app = new App({ context: { stage: 'dev' }, builtinCloudFormationValidation: false });
  try {
    return Template.fromStack(
      new MonitoringStack(app, 'monitoring', {
        monitored: { stage: stageOf(app), apiId: 'local', tableNames: localResources },
      }),
    );
  } finally {
    rmSync(app.outdir, { recursive: true });
  }
};
