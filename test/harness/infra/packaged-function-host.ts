import { pathToFileURL } from 'node:url';
import { startStandInAws } from '../../../infra/packaging/stand-in-aws.ts';
import { warmUpContext, warmUpEnvironment, warmUpEvent } from '../../../infra/packaging/warm-up-requests.ts';
import type { FunctionId } from '../../../lib/contract/function-ids.ts';

// Runs a packaged function for two requests: node packaged-function-host.ts <function> <directory>.

const [, , functionId = '', directory = ''] = process.argv;
const aws = await startStandInAws();
const given = { ...process.env };
Object.assign(process.env, warmUpEnvironment(functionId, aws.endpoint), given);
const module = given['MODULE'] ?? 'index.mjs';
const { handler } = await import(pathToFileURL(`${directory}/${module}`).href);
const operations = { init: [...aws.operations], first: [] as string[], warm: [] as string[] };
const invoke = (request: number) =>
  handler(warmUpEvent(functionId as FunctionId, request), warmUpContext(functionId, request));
const { statusCode } = await invoke(1);
operations.first = aws.operations.slice(operations.init.length);
await invoke(2);
operations.warm = aws.operations.slice(operations.init.length + operations.first.length);
aws.stop();
process.send?.({ statusCode, operations }, () => process.exit());
