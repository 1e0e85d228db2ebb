import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { environmentVariables } from '../../lib/contract/service.ts';
import { launched } from '../project.ts';

export interface ShortWindowService {
  readonly url: string;
  stop(): Promise<void>;
}

const variables = (paymentWindowSeconds: number): NodeJS.ProcessEnv => {
  // The second service must not share the data of the first.
  const { [environmentVariables.dynamodbEndpoint]: _, ...inherited } = process.env;
  return {
    ...inherited,
    // The local service ends with its npm script when this is set.
    npm_lifecycle_event: 'demo',
    PORT: '0',
    SCHEDULE_SECONDS: '1',
    [environmentVariables.paymentWindowSeconds]: String(paymentWindowSeconds),
  };
};

/** The address that a started service prints. */
const addressOf = async (child: ChildProcess): Promise<string> => {
  const lines: string[] = [];
  if (child.stdout) {
    for await (const line of createInterface({ input: child.stdout })) {
      const [, url] = /ready at (http:\S+)/.exec(line) ?? [];
      if (url !== undefined) return url;
      lines.push(line);
    }
  }
  throw new Error(`The second service did not start: ${lines.join('\n')}`);
};

/**
 * Starts a second local service with its own data, in which orders expire after `paymentWindowSeconds`.
 * @throws {Error} when it does not start.
 */
export const startShortWindowService = async (paymentWindowSeconds: number): Promise<ShortWindowService> => {
  const child = spawn(process.execPath, launched('tools/local-cloud/main.ts'), {
    env: variables(paymentWindowSeconds),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill();
    await ended;
  };
  try {
    const url = await addressOf(child);
    // An unread pipe would block the service.
    child.stdout?.resume();
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
