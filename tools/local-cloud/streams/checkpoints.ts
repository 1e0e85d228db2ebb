import { rename, writeFile } from 'node:fs/promises';
import { readIfPresent } from '../state/read-if-present.ts';

/** How far each shard of a stream was worked on. */
export interface Checkpoints {
  /** The last sequence number that is done, if any. */
  get(streamArn: string, shardId: string): string | undefined;
  set(streamArn: string, shardId: string, sequenceNumber: string): Promise<void>;
}

/** @param file where they are kept from one run to the next; without it, in memory. */
export const openCheckpoints = async (file?: string): Promise<Checkpoints> => {
  const kept = file === undefined ? undefined : await readIfPresent(file);
  const positions = new Map<string, string>(kept === undefined ? [] : Object.entries(JSON.parse(kept)));
  let writing = Promise.resolve();

  const write = async (target: string) => {
    const draft = `${target}.new`;
    await writeFile(draft, JSON.stringify(Object.fromEntries(positions)));
    // All or nothing: a run that is killed leaves the old file or the new one.
    await rename(draft, target);
  };

  const keyOf = (streamArn: string, shardId: string) => `${streamArn} ${shardId}`;
  return {
    get: (streamArn, shardId) => positions.get(keyOf(streamArn, shardId)),
    set(streamArn, shardId, sequenceNumber) {
      positions.set(keyOf(streamArn, shardId), sequenceNumber);
      if (file !== undefined) writing = writing.then(() => write(file));
      return writing;
    },
  };
};
