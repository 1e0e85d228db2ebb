import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { withoutLogging } from '../../../../lib/platform/aws/client-options.ts';

const middlewareOf = (client: DynamoDBClient | EventBridgeClient): string =>
  client.middlewareStack.identify().join();

describe('withoutLogging', () => {
  it.each([
    ['DynamoDB', () => new DynamoDBClient({ region: 'us-east-1' })],
    ['EventBridge', () => new EventBridgeClient({ region: 'us-east-1' })],
  ])('removes the logger of the client of %s, which the SDK has under this name', (_, create) => {
    expect(middlewareOf(create())).toContain('loggerMiddleware');
    expect(middlewareOf(withoutLogging(create()))).not.toContain('loggerMiddleware');
  });
});
