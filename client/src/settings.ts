/** A request for a token to a token provider. */
export interface TokenRequest {
  /** Whether the service refused the last token: a provider with a cache then gets a new one. */
  readonly refused: boolean;
  /** Ends with the call. */
  readonly signal: AbortSignal;
}

/** An access token, or a function that gets one; it is asked before every attempt. */
export type TokenProvider = string | ((request: TokenRequest) => string | Promise<string>);

export interface ClientOptions {
  /** Address of the service, such as `https://orders.example`. */
  readonly baseUrl: string;
  /** Without it, only public routes answer. */
  readonly token?: TokenProvider | undefined;
  /** Time for a call in milliseconds, attempts and pauses included; 60,000 by default. */
  readonly deadlineMs?: number | undefined;
  /** Time for one attempt in milliseconds; 30,000 by default, the limit of API Gateway. */
  readonly attemptMs?: number | undefined;
  /** Most attempts of a call, the first included; 4 by default, 1 for no retries. */
  readonly maxAttempts?: number | undefined;
  /** Replaces the `fetch` of the runtime. */
  readonly fetch?: typeof fetch | undefined;
  /** Replaces the pause between attempts; it ends when the signal aborts. */
  readonly pause?: ((milliseconds: number, signal: AbortSignal) => Promise<void>) | undefined;
}

const pauseFor = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });

/** The options with their defaults. */
export const settingsOf = ({ baseUrl, token, ...options }: ClientOptions) => ({
  baseUrl: baseUrl.replace(/\/+$/, ''),
  token,
  deadlineMs: options.deadlineMs ?? 60_000,
  attemptMs: options.attemptMs ?? 30_000,
  maxAttempts: options.maxAttempts ?? 4,
  // Browsers refuse a `fetch` that is called as a method of another object.
  fetch: options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request)),
  pause: options.pause ?? pauseFor,
});

export type Settings = ReturnType<typeof settingsOf>;
