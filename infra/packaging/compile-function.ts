import { hash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { FunctionId } from '../../lib/contract/function-ids.ts';
import { startStandInAws } from './stand-in-aws.ts';
import { warmUpContext, warmUpEnvironment, warmUpEvent } from './warm-up-requests.ts';

// Loads a packaged function, lets it handle requests and writes the code that V8 compiled meanwhile:
// node <options of Lambda> compile-function.ts <function> <directory>.

/** The compiled code grows no more after two. */
const requests = 2;
const [, , functionId = '', directory = ''] = process.argv;

const aws = await startStandInAws();
Object.assign(process.env, warmUpEnvironment(functionId, aws.endpoint));

const { handler, createCachedData } = await import(pathToFileURL(`${directory}/index.mjs`).href);
const outcomes: unknown[] = [];
for (let request = 1; request <= requests; request += 1) {
  try {
    const response = await handler(
      warmUpEvent(functionId as FunctionId, request),
      warmUpContext(functionId, request),
    );
    outcomes.push(response?.statusCode ?? 'done');
  } catch {
    // A request that fails has compiled what it ran.
    outcomes.push('failed');
  }
}
const data: Buffer = createCachedData();
await writeFile(`${directory}/function.cache`, Buffer.concat([hash('sha256', data, 'buffer'), data]));
aws.stop();
process.send?.({ outcomes });
process.exit();
