import { marshall } from '@aws-sdk/util-dynamodb';
import { answerBatchGet } from './stored-items.ts';

// Replaces the document client below its marshaller: `send` marshals as the command does, and resolves immediately. The
// rest of the SDK is not measured.

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

const marshallOptions = { removeUndefinedValues: true, convertTopLevelContainer: true } as const;

/** Marshals each value of an object, as the document client does with an item. */
const marshallValues = (values: object): object =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, marshall(value, marshallOptions)]));

/** Members of an action that hold values of attributes. */
const valueMembers = ['Item', 'Key', 'ExpressionAttributeValues'];

const marshallAction = (action: Input): Input =>
  Object.fromEntries(
    Object.entries(action).map(([name, member]) => [
      name,
      valueMembers.includes(name) ? marshallValues(member as object) : member,
    ]),
  );

const marshallTransaction = ({ TransactItems, ...others }: Input): Input => ({
  ...others,
  TransactItems: (TransactItems as Input[]).map((item) =>
    Object.fromEntries(Object.entries(item).map(([kind, action]) => [kind, marshallAction(action as Input)])),
  ),
});

interface Command {
  readonly input: Input;
  /** Of a command that marshals its input itself. */
  readonly wireInput?: () => object;
  /** Only of commands of the document client: others have marshalled input. */
  readonly clientCommand?: object;
}

const marshallInput = (command: Command): object => {
  if (command.wireInput) return command.wireInput();
  if (!command.clientCommand) return command.input;
  // Reads of the catalogue are not part of a timed invocation.
  return 'TransactItems' in command.input
    ? marshallTransaction(command.input)
    : marshallAction(command.input);
};

/** The last input: what is kept cannot be optimised away. */
export let marshalled: object = {};

export class DynamoDBDocumentClient {
  // Libraries tell clients of the SDK by these members.
  readonly config = {};
  readonly middlewareStack = { identify: () => [], addRelativeTo: () => {} };

  static from(): DynamoDBDocumentClient {
    return new DynamoDBDocumentClient();
  }

  send(command: Command): Promise<unknown> {
    const { input } = command;
    const operation = operationOf(input);
    marshalled = marshallInput(command);
    sentOperations[operation] = (sentOperations[operation] ?? 0) + 1;
    // The operation implies the input's type, which the compiler cannot see.
    return Promise.resolve(operation === 'BatchGetItem' ? answerBatchGet(input as never) : {});
  }

  destroy(): void {}
}
