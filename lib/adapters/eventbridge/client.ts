import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { type AwsConnection, awsClientOptions } from '../../platform/aws/client-options.ts';

/** An EventBridge client with the service's timeouts and retries. */
export const createEventBridgeClient = (connection: AwsConnection): EventBridgeClient =>
  new EventBridgeClient(awsClientOptions(connection));
