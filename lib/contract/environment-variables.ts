/**
 * Names of the environment variables that a function is configured with.
 * The deployment and the local run set them; `lib/env.ts` alone reads them.
 */
export const environmentVariables = {
  ordersTableName: 'ORDERS_TABLE_NAME',
  eventBusName: 'EVENT_BUS_NAME',
  /** Overrides the AWS endpoint; set only where DynamoDB is not AWS's. */
  dynamodbEndpoint: 'DYNAMODB_ENDPOINT',
  /** Overrides the AWS endpoint; set only where EventBridge is not AWS's. */
  eventbridgeEndpoint: 'EVENTBRIDGE_ENDPOINT',
  logLevel: 'LOG_LEVEL',
} as const;

export type EnvironmentVariable = (typeof environmentVariables)[keyof typeof environmentVariables];
