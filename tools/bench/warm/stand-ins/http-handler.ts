import { answerBatchGet } from './stored-items.ts';

// In the place of the SDK's transport: the SDK serialises and signs, and is answered at once.

// biome-ignore lint/performance/noBarrelFile: it stands for the whole package.
export * from '@smithy/node-http-handler';

export const sentOperations: Record<string, number> = {};

const encode = (answer: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(answer));
const nothing = encode({});
const writes = new Set(['PutItem', 'TransactWriteItems', 'UpdateItem']);
const batches = new Map<string, Uint8Array>();

const answer = (operation: string, body: string | Uint8Array): Uint8Array => {
  if (writes.has(operation) || operation === 'GetItem') return nothing;
  if (operation !== 'BatchGetItem') throw new Error(`the stand-in for DynamoDB does not know ${operation}`);
  // All orders are for the same products, so this is parsed once.
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const batch = batches.get(text) ?? encode(answerBatchGet(JSON.parse(text)));
  batches.set(text, batch);
  return batch;
};

interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export class NodeHttpHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' };

  static create(): NodeHttpHandler {
    return new NodeHttpHandler();
  }

  async handle({ headers, body }: HttpRequest) {
    const operation = headers['x-amz-target']?.split('.')[1] ?? '';
    sentOperations[operation] = (sentOperations[operation] ?? 0) + 1;
    return {
      response: {
        statusCode: 200,
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'benchmark' },
        body: answer(operation, body),
      },
    };
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs() {
    return {};
  }

  destroy(): void {}
}
