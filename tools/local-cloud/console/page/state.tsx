import { computed, signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ClientDefinition } from '../console-definition.ts';
import type { LiveTopic } from '../live-feed.ts';

/** Parameter of a route, from the API document. */
export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required: boolean;
  readonly schema?: { readonly enum?: readonly string[] };
}

export interface Route {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly scope: string | null;
  readonly title: string;
  readonly parameters: readonly Parameter[];
  readonly example?: unknown;
}

export interface Actor {
  readonly name: string;
  readonly scope: string;
}

export interface Subject {
  readonly name: string;
  readonly idPattern: string;
  readonly read: { readonly route: string; readonly actor: string };
  readonly owner: string;
  readonly states: Readonly<Record<string, readonly [number, number]>>;
  readonly transitions: readonly { readonly from: string; readonly to: string; readonly command: string }[];
  readonly actions: readonly {
    readonly title: string;
    readonly states: readonly string[];
    readonly route: string;
    readonly actor: string;
    readonly bodies?: Readonly<Record<string, unknown>>;
    readonly isDangerous?: boolean;
  }[];
}

export interface Description {
  readonly title: string;
  readonly functions: readonly { readonly name: string; readonly origin: string }[];
  readonly routes: readonly Route[];
  readonly consumers: readonly {
    readonly name: string;
    readonly kind: string;
    readonly queue?: string;
    readonly table?: string;
    readonly source?: string;
  }[];
  readonly rules: readonly { readonly name: string; readonly queue: string }[];
  readonly schedules: readonly { readonly name: string; readonly everyMinutes: number }[];
  readonly actors: readonly Actor[];
  readonly client?: ClientDefinition;
  readonly correlationHeader?: string;
  readonly subject?: Subject;
}

export const description = signal<Description | undefined>(undefined);

/** The place in the page: `#/requests/abc` is `['requests', 'abc']`. */
const hash = signal(location.hash);
addEventListener('hashchange', () => {
  hash.value = location.hash;
});
export const place = computed(() =>
  hash.value
    .replace(/^#\//, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent),
);
export const linkTo = (...parts: readonly string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`;
export const goTo = (...parts: readonly string[]): void => {
  location.hash = linkTo(...parts);
};

/** Whether the local run answers. */
export const isConnected = signal(true);

/** Counts changes by topic. */
const changes = signal<Readonly<Record<LiveTopic, number>>>({ requests: 0, invocations: 0, events: 0 });

/** Follows the changes that the local run tells of. */
export const followChanges = (): void => {
  const source = new EventSource('/local/live');
  source.addEventListener('message', ({ data }) => {
    const topics = JSON.parse(data) as LiveTopic[];
    const next = { ...changes.value };
    for (const topic of topics) next[topic] += 1;
    changes.value = next;
  });
  source.addEventListener('open', () => {
    isConnected.value = true;
    // Changes before this moment are unknown.
    const { requests, invocations, events } = changes.value;
    changes.value = { requests: requests + 1, invocations: invocations + 1, events: events + 1 };
  });
  source.addEventListener('error', () => {
    isConnected.value = false;
  });
};

export class AnswerError extends Error {}

/** @throws {AnswerError} with the message of an answer that is no success. */
export const getJson = async <T,>(path: string, init?: RequestInit): Promise<T> => {
  const answer = await fetch(path, init);
  const content = await answer.json().catch(() => ({ message: `${path} answered ${answer.status}.` }));
  if (!answer.ok) throw new AnswerError(content.message ?? `${path} answered ${answer.status}.`);
  return content;
};

export interface Loaded<T> {
  readonly data?: T;
  readonly error?: string;
  /** Asks again. */
  readonly reload: () => void;
}

/** Least time between two requests for the same data, in milliseconds. */
const restMs = 1_000;

/** Data of a path, asked for again when one of the topics has changed. */
export const useJson = <T,>(path: string | undefined, topics: readonly LiveTopic[]): Loaded<T> => {
  const [state, setState] = useState<{ path?: string; data?: T; error?: string }>({});
  const [asked, setAsked] = useState(0);
  const version = topics.reduce((sum, topic) => sum + changes.value[topic], asked);
  const last = useRef({ at: 0, path: '' }).current;
  const wanted = useRef(path);
  wanted.current = path;
  useEffect(() => {
    if (path === undefined) return undefined;
    const load = async () => {
      last.at = Date.now();
      last.path = path;
      try {
        const data = await getJson<T>(path);
        if (wanted.current === path) setState({ path, data });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (wanted.current === path) setState({ path, error: message });
      }
    };
    const waitMs = last.path === path ? Math.max(0, last.at + restMs - Date.now()) : 0;
    const timer = setTimeout(load, waitMs);
    // The next change waits for the rest of the same time, so it does not put the request off for ever.
    return () => clearTimeout(timer);
  }, [path, version]);
  const reload = () => setAsked((count) => count + 1);
  return state.path === path ? { ...state, reload } : { reload };
};
