import { App } from 'aws-cdk-lib';
import { functionIds } from '../lib/contract/function-ids.ts';
import { bundledCode } from './constructs/function-code.ts';
import { addService } from './service.ts';

const app = new App();
addService(app, await bundledCode(functionIds));
app.synth();
