import { App } from 'aws-cdk-lib';
import { routes } from '../lib/contract/routes.ts';
import { schedules } from '../lib/contract/schedules.ts';
import { bundledCode } from './constructs/function-code.ts';
import { addService } from './service.ts';

const app = new App();
addService(app, await bundledCode(Object.keys({ ...routes, ...schedules })));
app.synth();
