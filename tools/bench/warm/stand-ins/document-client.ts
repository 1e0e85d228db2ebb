import { answerBatchGet } from './stored-items.ts';

// Replaces the document client: `send` resolves immediately, so only the handler is measured.

// biome-ignore lint/performance/noBarrelFile: it replaces the whole package.
export * from '@aws-sdk/lib-dynamodb';

export const sentOperations: Record<string, number> = {};

type Input = Readonly<Record<string, unknown>>;

// Derived from the input's members, because minified classes have no usable names.
const operationOf = (input: Input): string => {
  if ('RequestItems' in input) return 'BatchGetItem';
  if (Array.isArray(input['TransactItems'])) return `TransactWriteItems of ${input['TransactItems'].length}`;
  if ('Item' in input) return 'PutItem';
  if ('Key' in input && !('UpdateExpression' in input)) return 'GetItem';
  if ('Key' in input) return 'UpdateItem';
  throw new Error(`unknown DynamoDB input in the stand-in: ${Object.keys(input)}`);
};

export class DynamoDBDocumentClient {
  static from(): DynamoDBDocumentClient {
    return new DynamoDBDocumentClient();
  }

  send({ input }: { readonly input: Input }): Promise<unknown> {
    const operation = operationOf(input);
    sentOperations[operation] = (sentOperations[operation] ?? 0) + 1;
    // The operation implies the input's type, which the compiler cannot see.
    return Promise.resolve(operation === 'BatchGetItem' ? answerBatchGet(input as never) : {});
  }

  destroy(): void {}
}
