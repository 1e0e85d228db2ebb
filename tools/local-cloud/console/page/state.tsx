import { computed, signal } from '@preact/signals';
import type { Description } from '../describe-deployment.ts';

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
