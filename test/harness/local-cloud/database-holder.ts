// Starts an embedded DynamoDB, says which process it is, and holds on to it.
import { startEmbeddedDynamoDb } from '../../../tools/local-cloud/dynamodb/embedded-dynamodb.ts';

const { processId } = await startEmbeddedDynamoDb();
process.stdout.write(String(processId));
setInterval(() => {}, 1_000);
