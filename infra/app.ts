import { App } from 'aws-cdk-lib';
import { functionIds } from '../lib/contract/function-ids.ts';
import { SloDefinitionError } from '../lib/slo/slo-definition-error.ts';
import { bundledCode } from './constructs/function-code.ts';
import { acknowledgements } from './nag/acknowledgements.ts';
import { checkAgainstAwsRules } from './nag/aws-rules.ts';
import { stageOf } from './stage.ts';

try {
  // Loaded here, so that a declaration which is refused is told in one line.
  const { addService } = await import('./service.ts');
  const app = new App();
  addService(app, await bundledCode(functionIds));
  checkAgainstAwsRules(app, acknowledgements(stageOf(app)));
  app.synth();
} catch (error) {
  if (!(error instanceof SloDefinitionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
