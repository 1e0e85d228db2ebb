import { computed, signal } from '@preact/signals';
import type { ClientDefinition } from '../console-definition.ts';

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
