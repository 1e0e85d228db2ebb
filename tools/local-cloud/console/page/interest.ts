import type { LiveChange, LiveTopic } from '../live-feed.ts';

/** A view is about some topics and, unless it is about everything, about some ids. */
export interface Interest {
  readonly topics: readonly LiveTopic[];
  readonly ids?: readonly string[] | undefined;
}

/** Whether a view has to ask again. @param change `undefined` when anything may have changed. */
export const concerns = ({ topics, ids }: Interest, change: LiveChange | undefined): boolean =>
  change === undefined ||
  (topics.some((topic) => change.topics.includes(topic)) &&
    (ids === undefined || ids.some((id) => change.ids.includes(id))));
