// Runs in a worker thread, so that the local run does not keep the CDK in memory.

import { parentPort } from 'node:worker_threads';
import { monitoringTemplate } from './monitoring-template.ts';

parentPort?.postMessage(monitoringTemplate().toJSON());
