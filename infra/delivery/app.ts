import { App } from 'aws-cdk-lib';
import { addDelivery } from './add-delivery.ts';

// The role of the deployment workflow: npx cdk deploy --app 'node infra/delivery/app.ts' -c stage=<name> -c repository=<owner>/<name>

const app = new App();
try {
  addDelivery(app);
  app.synth();
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
