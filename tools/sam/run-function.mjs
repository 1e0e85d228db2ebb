// Runs a function once: the event comes on standard input, the result goes to standard output alone, what the function
// prints to standard error. node run-function.mjs <module>

import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

const result = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

const { handler } = await import(pathToFileURL(process.argv[2] ?? '').href);
const event = JSON.parse(await text(process.stdin));
const deadline = Date.now() + 10_000;
const answer = await handler(event, {
  awsRequestId: crypto.randomUUID(),
  functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
  getRemainingTimeInMillis: () => deadline - Date.now(),
});
result(JSON.stringify(answer), () => process.exit(0));
