// Runs in a worker thread, which loads the sources as they are now.

import { parentPort } from 'node:worker_threads';
import { orderServiceDeployment } from '../order-service-deployment.ts';
import { declarationsOf } from './declarations.ts';

parentPort?.postMessage(declarationsOf(orderServiceDeployment()));
