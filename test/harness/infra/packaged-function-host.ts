import { pathToFileURL } from 'node:url';
import { startStandInAws } from '../../../infra/packaging/stand-in-aws.ts';
import { warmUpContext, warmUpEnvironment, warmUpEvent } from '../../../infra/packaging/warm-up-requests.ts';
import type { FunctionId } from '../../../lib/contract/function-ids.ts';

// Runs a packaged function for two requests: node packaged-function-host.ts <function> <directory>.

const [, , functionId = '', directory = ''] = process.argv;
const aws = await startStandInAws();
Object.assign(process.env, warmUpEnvironment(functionId, aws.endpoint));
const { handler } = await import(pathToFileURL(`${directory}/index.mjs`).href);
const invoke = (request: number) =>
  handler(warmUpEvent(functionId as FunctionId, request), warmUpContext(functionId, request));
const { statusCode } = await invoke(1);
await invoke(2);
aws.stop();
process.send?.({ statusCode }, () => process.exit());
