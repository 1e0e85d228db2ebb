import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Processes } from '../processes/processes.ts';
import { type Certificate, createSelfSignedCertificate } from './self-signed-certificate.ts';

/** Messages to the proxy's process: first its certificate, then each time the address to forward to. */
export type ProxyInstruction = Certificate | { readonly upstreamPort: number };

export interface TlsProxy {
  /** URL of the encrypted endpoint; stays the same when the upstream changes. */
  readonly endpoint: string;
  forwardTo(upstreamPort: number): Promise<void>;
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('proxy.ts', import.meta.url));

/** Starts a process that terminates TLS before a server on this machine. */
export const startTlsProxy = async (processes: Processes): Promise<TlsProxy> => {
  const child = processes.start(process.execPath, [program], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the TLS proxy ended')));
  const tell = async (instruction: ProxyInstruction): Promise<unknown> => {
    const answered = once(child, 'message');
    child.send(instruction);
    const [answer] = await Promise.race([answered, ended]);
    return answer;
  };
  const { port } = (await tell(createSelfSignedCertificate())) as { port: number };
  return {
    endpoint: `https://127.0.0.1:${port}`,
    forwardTo: async (upstreamPort) => {
      await tell({ upstreamPort });
    },
    stop: () => processes.stop(child),
  };
};
