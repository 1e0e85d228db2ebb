import { answerBatchGet } from './stored-items.ts';

// In the place of the document client: every `send` resolves at once, so that only the handler is left.

// biome-ignore lint/performance/noBarrelFile: it stands for the whole package.
export * from '@aws-sdk/lib-dynamodb';

export const sentOperations: Record<string, number> = {};

type Input = Readonly<Record<string, unknown>>;

// By the input's members, because minified classes have no names to go by.
const operationOf = (input: Input): string => {
  if ('RequestItems' in input) return 'BatchGetItem';
  if (Array.isArray(input['TransactItems'])) return `TransactWriteItems of ${input['TransactItems'].length}`;
  if ('Item' in input) return 'PutItem';
  if ('Key' in input && !('UpdateExpression' in input)) return 'GetItem';
  if ('Key' in input) return 'UpdateItem';
  throw new Error(`the stand-in for DynamoDB does not know ${Object.keys(input)}`);
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
