import { useEffect, useRef, useState } from 'preact/hooks';
import type { LiveTopic } from '../live-feed.ts';
import { getJson } from './get-json.ts';
import { onChange } from './live-changes.ts';

export interface Loaded<T> {
  readonly data?: T;
  readonly error?: string;
  /** Asks again. */
  readonly reload: () => void;
}

export interface Asking {
  /** Only changes of these things matter: correlation ids and ids of subjects. */
  readonly ids?: readonly string[];
  /** Least time between two requests for the same data, in milliseconds; 1,000 unless given. */
  readonly restMs?: number;
}

/** Data by its key, loaded again when one of the topics has changed. */
export const useLoaded = <T>(
  key: string | undefined,
  load: () => Promise<T>,
  topics: readonly LiveTopic[],
  { ids, restMs = 1_000 }: Asking = {},
): Loaded<T> => {
  const [state, setState] = useState<{ key?: string; data?: T; error?: string }>({});
  const [version, setVersion] = useState(0);
  const last = useRef({ at: 0, key: '', begun: 0, shown: 0 }).current;
  const wanted = useRef(key);
  wanted.current = key;
  const ask = () => setVersion((count) => count + 1);
  useEffect(() => onChange({ topics, ids }, ask), [key, ids?.join(' ')]);
  useEffect(() => {
    if (key === undefined) return undefined;
    const run = async () => {
      last.at = Date.now();
      last.key = key;
      last.begun += 1;
      const turn = last.begun;
      const show = (outcome: { readonly data: T } | { readonly error: string }) => {
        // A slow answer does not replace that of a later request.
        if (wanted.current !== key || turn < last.shown) return;
        last.shown = turn;
        setState({ key, ...outcome });
      };
      try {
        show({ data: await load() });
      } catch (error) {
        show({ error: error instanceof Error ? error.message : String(error) });
      }
    };
    const waitMs = last.key === key ? Math.max(0, last.at + restMs - Date.now()) : 0;
    const timer = setTimeout(run, waitMs);
    // The next change waits for the rest of the same time, so it does not put the request off for ever.
    return () => clearTimeout(timer);
  }, [key, version]);
  return state.key === key ? { ...state, reload: ask } : { reload: ask };
};

/** Data of a path. */
export const useJson = <T>(
  path: string | undefined,
  topics: readonly LiveTopic[],
  asking?: Asking,
): Loaded<T> => useLoaded(path, () => getJson<T>(path ?? ''), topics, asking);
