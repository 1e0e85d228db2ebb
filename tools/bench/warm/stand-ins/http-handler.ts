import { answerBatchGet } from './stored-items.ts';

// Replaces the transport of the SDK: the SDK serialises and signs, and the response is immediate.

// biome-ignore lint/performance/noBarrelFile: it replaces the whole package.
export * from '@smithy/node-http-handler';

export const sentOperations: Record<string, number> = {};

const encode = (answer: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(answer));
const nothing = encode({});
const writes = new Set(['PutItem', 'TransactWriteItems', 'UpdateItem']);
const batches = new Map<string, Uint8Array>();

const answer = (operation: string, body: string | Uint8Array): Uint8Array => {
  if (writes.has(operation) || operation === 'GetItem') return nothing;
  if (operation !== 'BatchGetItem')
    throw new Error(`unknown DynamoDB operation in the stand-in: ${operation}`);
  // All orders are for the same products, so the answer is made once.
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
