import { attemptPrefix, canaryKey } from '../../../lib/adapters/dynamodb/keys.ts';
import type { Item } from './dynamodb/attribute-values.ts';
import type { ItemChange } from './dynamodb/memory-dynamodb.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import type { VirtualTime } from './virtual-time.ts';

/** A write of an item that says how a payment or a canary ended. */
export interface OutcomeWrite {
  readonly before: Item | undefined;
  readonly item: Item;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The invocation that has written it. */
  readonly invocation: string;
  /** Whether the invocation was told in time that it is written. */
  isConfirmed: boolean;
}

const { pk: canaryPartition } = canaryKey({ id: '', sentAt: '' });

const hasOutcome = ({ pk, sk }: ItemChange['key']): boolean =>
  pk === canaryPartition || sk.startsWith(attemptPrefix);

/** A caller has given a call up after this time, in milliseconds. */
const patienceMs = 2_400;

/** Every write of payment attempts and canaries, with its writer. */
export const createOutcomeLog = ({ now }: Pick<VirtualTime, 'now'>) => {
  const writes: OutcomeWrite[] = [];
  const latest = new Map<string, Item>();
  let writer = '';
  return {
    /** In the order of their commits. */
    writes: writes as readonly OutcomeWrite[],
    take({ key, newImage, committedAt: at }: ItemChange) {
      if (!newImage || !hasOutcome(key)) return;
      const id = `${key.pk} ${key.sk}`;
      writes.push({ before: latest.get(id), item: newImage, at, invocation: writer, isConfirmed: false });
      latest.set(id, newImage);
    },
    /** Follows a command of an environment, which may write outcomes when it is carried out. */
    follow<T>(environment: ExecutionEnvironment, call: (watch: <R>(execute: () => R) => R) => Promise<T>) {
      const invocation = environment.invocation();
      const sentAt = now();
      const answer = call((execute) => {
        const first = writes.length;
        writer = invocation;
        const result = execute();
        const made = writes.slice(first);
        const confirm = () => {
          if (environment.invocation() !== invocation || now() - sentAt > patienceMs) return;
          for (const write of made) write.isConfirmed = true;
        };
        if (made.length > 0) answer.then(confirm, () => {});
        return result;
      });
      return answer;
    },
  };
};

export type OutcomeLog = ReturnType<typeof createOutcomeLog>;
