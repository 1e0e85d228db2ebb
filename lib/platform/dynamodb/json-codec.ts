/** Bytes may be in the text: an attribute `B` or `BS`, which is rare. */
const mayHoldBytes = /"BS?":[[{"]/;

/** Writes bytes as base64. `this` has the value before its own `toJSON`, which a buffer has. */
function writeBytes(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  const own = this[key];
  return own instanceof Uint8Array ? Buffer.from(own).toString('base64') : value;
}

const fromBase64 = (text: unknown) => new Uint8Array(Buffer.from(String(text), 'base64'));

/** Text under `B` is bytes: an attribute of that name has an object as its value. */
const readBytes = (key: string, value: unknown): unknown => {
  if (key === 'B' && typeof value === 'string') return fromBase64(value);
  return key === 'BS' && Array.isArray(value) ? value.map(fromBase64) : value;
};

/**
 * Stands in for the SDK's codec in bundles. Requests and responses of DynamoDB's data operations have the form of their
 * JSON, except for bytes, so nothing has to follow the operation's schema: an order's transaction is written in a
 * tenth of the time. A time in the response of a control operation stays a number.
 */
export class DynamoDBJsonCodec2 {
  setSerdeContext(): void {}

  createSerializer() {
    let text = '';
    return {
      setSerdeContext(): void {},
      write(_schema: unknown, value: unknown): void {
        text = JSON.stringify(value);
        if (mayHoldBytes.test(text)) text = JSON.stringify(value, writeBytes);
      },
      flush: (): string => text,
    };
  }

  createDeserializer() {
    return {
      setSerdeContext(): void {},
      async read(_schema: unknown, data: string | Uint8Array): Promise<unknown> {
        const text = typeof data === 'string' ? data : Buffer.from(data).toString('utf8');
        if (text === '') return {};
        return mayHoldBytes.test(text) ? JSON.parse(text, readBytes) : JSON.parse(text);
      },
      readObject: (_schema: unknown, value: unknown): unknown => value,
    };
  }
}
