import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { StringDecoder } from 'node:string_decoder';
import type { OutputStream } from './messages.ts';

type Emit = (stream: OutputStream, text: string) => void;
type Written = (error?: Error | null) => void;
type Chunk = string | NodeJS.ArrayBufferView;

const streamOfDescriptor = new Map<number, OutputStream>([
  [1, 'stdout'],
  [2, 'stderr'],
]);

/**
 * Sends the output of the thread to `emit` at once. A worker's own streams hold a second write back until
 * the parent has read the first, so the last lines of a function that is killed would be lost.
 */
export const captureOutput = (emit: Emit): void => {
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  const emitChunk = (stream: OutputStream, chunk: Chunk) => {
    const bytes =
      typeof chunk === 'string' ? undefined : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const text = typeof chunk === 'string' ? chunk : bytes ? decoders[stream].write(bytes) : '';
    if (text !== '') emit(stream, text);
  };

  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = (chunk: Chunk, encoding?: BufferEncoding | Written, written?: Written) => {
      emitChunk(stream, chunk);
      const done = typeof encoding === 'function' ? encoding : written;
      if (done) process.nextTick(done, null);
      return true;
    };
  }

  const writeSync = fs.writeSync as (...args: unknown[]) => number;
  fs.writeSync = (descriptor: number, chunk: Chunk, ...rest: unknown[]) => {
    const stream = streamOfDescriptor.get(descriptor);
    if (!stream) return writeSync(descriptor, chunk, ...rest);
    emitChunk(stream, chunk);
    return typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.byteLength;
  };
  syncBuiltinESMExports();
};
