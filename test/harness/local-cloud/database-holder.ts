// Starts an embedded DynamoDB, prints its process id and its directory, and holds on to it.
import { dirname } from 'node:path';
import { startEmbeddedDynamoDb } from '../../../tools/local-cloud/dynamodb/embedded-dynamodb.ts';

const { processId, file } = await startEmbeddedDynamoDb();
process.stdout.write(JSON.stringify([processId, dirname(file)]));
setInterval(() => {}, 1_000);
