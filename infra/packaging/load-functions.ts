import { pathToFileURL } from 'node:url';
import { startStandInAws } from './stand-in-aws.ts';
import { warmUpEnvironment } from './warm-up-requests.ts';

// Loads packaged functions: node load-functions.ts <function> <directory> <function> <directory> …

const [, , ...parameters] = process.argv;
const aws = await startStandInAws();
for (let index = 0; index < parameters.length; index += 2) {
  const [functionId = '', directory = ''] = parameters.slice(index);
  Object.assign(process.env, warmUpEnvironment(functionId, aws.endpoint));
  try {
    await import(pathToFileURL(`${directory}/index.mjs`).href);
  } catch (error) {
    console.error(`${functionId} does not load:`, error);
    process.exit(1);
  }
}
process.exit();
