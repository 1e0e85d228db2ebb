import { App } from 'aws-cdk-lib';
import { packagedIds } from '../lib/contract/deployment-hooks.ts';
import { slos } from '../lib/contract/slos.ts';
import { checkObjectives, SloDefinitionError } from '../lib/slo/check-objectives.ts';
import { bundledCode } from './constructs/function-code.ts';
import { acknowledgements } from './nag/acknowledgements.ts';
import { checkAgainstAwsRules } from './nag/aws-rules.ts';
import { addService } from './service.ts';
import { stageOf } from './stage.ts';

try {
  checkObjectives(slos);
  const app = new App();
  const warn = (text: string) => console.error(text);
  addService(app, await bundledCode(packagedIds, stageOf(app).settings.architecture, warn));
  checkAgainstAwsRules(app, acknowledgements(stageOf(app)));
  app.synth();
} catch (error) {
  if (!(error instanceof SloDefinitionError || error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
