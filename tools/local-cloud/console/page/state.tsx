import { computed, signal } from '@preact/signals';
import type { Description } from '../describe-deployment.ts';

export const description = signal<Description | undefined>(undefined);

/** A part of an address; as it is when it is not valid percent-encoding. */
const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

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
    .map(decoded),
);
export const linkTo = (...parts: readonly string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`;
export const goTo = (...parts: readonly string[]): void => {
  location.hash = linkTo(...parts);
};
