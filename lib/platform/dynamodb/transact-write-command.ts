import { type TransactWriteItem, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import {
  TransactWriteCommand as DocumentCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { toAttributeValues } from './attribute-values.ts';

export type WriteAction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Members of an action that hold values of attributes. */
const valueMembers = ['Item', 'Key', 'ExpressionAttributeValues'] as const;

const toWireAction = (action: WriteAction): TransactWriteItem => {
  const wire: Record<string, object> = {};
  for (const [kind, write] of Object.entries(action)) {
    const members: Record<string, unknown> = { ...write };
    for (const name of valueMembers) {
      if (members[name] !== undefined) members[name] = toAttributeValues(members[name] as object);
    }
    wire[kind] = members;
  }
  return wire;
};

type ResolveParameters = Parameters<DocumentCommand['resolveMiddleware']>;

/** The document client's command, marshalled by `toAttributeValues`: the document client's own marshaller is several times slower. */
export class TransactWriteCommand extends DocumentCommand {
  /** The input of the same transaction in DynamoDB's format. */
  wireInput() {
    return { ...this.input, TransactItems: this.input.TransactItems?.map(toWireAction) };
  }

  override resolveMiddleware(...[stack, configuration, options]: ResolveParameters) {
    const command = new TransactWriteItemsCommand(this.wireInput());
    const handler = command.resolveMiddleware(stack, configuration, options);
    return async () => handler(command);
  }
}
