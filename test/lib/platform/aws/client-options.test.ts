import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { dispensable, withoutDispensable } from '../../../../lib/platform/aws/client-options.ts';

const middlewareOf = (client: DynamoDBClient | EventBridgeClient): string =>
  client.middlewareStack.identify().join();

describe('withoutDispensable', () => {
  describe.each([
    ['DynamoDB', () => new DynamoDBClient({ region: 'us-east-1' })],
    ['EventBridge', () => new EventBridgeClient({ region: 'us-east-1' })],
  ])('when the client is that of %s', (_, create) => {
    it.each(dispensable)('removes %s, which the SDK has under this name', (name) => {
      expect(middlewareOf(create())).toContain(name);
      expect(middlewareOf(withoutDispensable(create()))).not.toContain(name);
    });
  });
});
