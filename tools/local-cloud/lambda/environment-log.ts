import { createLineSplitter } from '../logs/line-splitter.ts';
import type { LogStore } from '../logs/log-store.ts';
import type { FunctionError } from './function-error.ts';
import type { OutputStream } from './runtime/messages.ts';

/** The log stream of one execution environment. */
export interface EnvironmentLog {
  output(stream: OutputStream, text: string): void;
  /** Ends lines that have no line break yet. */
  flush(): void;
  /** A line of Lambda's own, in the form of its JSON log format. */
  failure(message: string, requestId?: string, error?: FunctionError): void;
}

export const createEnvironmentLog = (
  store: Pick<LogStore, 'append'>,
  logGroup: string,
  logStream: string,
): EnvironmentLog => {
  const splitters = { stdout: createLineSplitter(), stderr: createLineSplitter() };
  const append = (lines: readonly string[]) => store.append(logGroup, logStream, lines);
  const flush = () => append([...splitters.stdout.flush(), ...splitters.stderr.flush()]);
  return {
    output: (stream, text) => append(splitters[stream].push(text)),
    flush,
    failure(message, requestId, error) {
      flush();
      const timestamp = new Date().toISOString();
      append([JSON.stringify({ timestamp, level: 'ERROR', requestId, message, ...error })]);
    },
  };
};
