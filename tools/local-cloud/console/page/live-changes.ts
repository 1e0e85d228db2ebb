import { signal } from '@preact/signals';
import type { LiveChange } from '../live-feed.ts';
import { concerns, type Interest } from './interest.ts';

/** Whether the local run answers. */
export const isConnected = signal(true);

/** The latest change; `undefined` when anything may have changed. */
const latest = signal<{ readonly change: LiveChange | undefined }>({ change: undefined });

/** Follows the changes that the local run reports. A hidden page sends no request, and catches up later. */
export const followChanges = (): void => {
  const source = new EventSource('/local/live');
  let isBehind = false;
  source.addEventListener('message', ({ data }) => {
    if (document.hidden) isBehind = true;
    else latest.value = { change: JSON.parse(data) as LiveChange };
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || !isBehind) return;
    isBehind = false;
    latest.value = { change: undefined };
  });
  source.addEventListener('open', () => {
    isConnected.value = true;
    // Changes before this moment are unknown.
    latest.value = { change: undefined };
  });
  source.addEventListener('error', () => {
    isConnected.value = false;
  });
};

/** Calls `listener` with each change that concerns a view, until the returned function is called. */
export const onChange = (interest: Interest, listener: () => void): (() => void) => {
  let isFirst = true;
  return latest.subscribe(({ change }) => {
    if (!isFirst && concerns(interest, change)) listener();
    isFirst = false;
  });
};
