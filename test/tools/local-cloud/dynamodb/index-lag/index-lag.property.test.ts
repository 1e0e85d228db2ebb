import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TableDefinition } from '../../../../../tools/local-cloud/deployment.ts';
import type { Forward } from '../../../../../tools/local-cloud/dynamodb/database-layer.ts';
import { createIndexLag } from '../../../../../tools/local-cloud/dynamodb/index-lag/index-lag.ts';
import type { QueryPage } from '../../../../../tools/local-cloud/dynamodb/index-lag/index-query.ts';
import { createIndexedImages } from '../../../../../tools/local-cloud/dynamodb/index-lag/indexed-images.ts';
import { jsonResponse } from '../../../../../tools/local-cloud/http/http-response.ts';

type Item = Readonly<Record<string, { readonly S: string }>>;
type State = ReadonlyMap<string, Item>;

const things: TableDefinition = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLiveAttribute: 'ttl',
  indexes: {
    byOwner: { partitionKey: 'owner', sortKey: 'due' },
    keysByOwner: { partitionKey: 'owner', sortKey: 'due', projection: [] },
  },
};
const lagMs = 20;
const partition = { sk: { S: 'thing' } };

/** A write: the thing with a new owner, due time and colour; without an owner it is in no index. */
interface Change {
  readonly kind: 'put' | 'update' | 'delete' | 'transaction';
  readonly thing: string;
  readonly owner: string | undefined;
  readonly due: string;
  readonly colour: string;
}

interface Question {
  readonly kind: 'question';
  readonly owner: string;
  readonly index: 'byOwner' | 'keysByOwner';
  readonly upTo: string | undefined;
  readonly forward: boolean;
  readonly limit: number;
  readonly count: boolean;
}

type Step = Change | Question | { readonly kind: 'wait'; readonly ms: number };

const itemOf = ({ thing, owner, due, colour }: Change): Item => ({
  pk: { S: thing },
  ...partition,
  ...(owner !== undefined && { owner: { S: owner }, due: { S: due } }),
  colour: { S: colour },
});

/** Things of an owner in the order of an index, as DynamoDB has them. */
const ownedBy = (state: State, { owner, upTo, forward }: Question): Item[] => {
  const found = [...state.values()].filter(
    (item) => item['owner']?.S === owner && (upTo === undefined || (item['due']?.S ?? '') <= upTo),
  );
  const sorted = found.toSorted((a, b) =>
    `${a['due']?.S} ${a['pk']?.S}` < `${b['due']?.S} ${b['pk']?.S}` ? -1 : 1,
  );
  return forward ? sorted : sorted.toReversed();
};

const keysOf = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => name !== 'colour'));

/** A database of one table whose indexes never lag, with a clock and its whole history. */
const aDatabase = () => {
  let now = 1_000;
  let state: State = new Map();
  const history: { readonly at: number; readonly state: State }[] = [{ at: 0, state }];
  const change = (next: State) => {
    state = next;
    history.push({ at: now, state });
  };
  return {
    now: () => now,
    wait(ms: number) {
      now += ms;
    },
    asOf: (time: number): State => history.findLast(({ at }) => at <= time)?.state ?? new Map(),
    apply(asked: Change) {
      const next = new Map(state);
      if (asked.kind === 'delete') next.delete(asked.thing);
      else next.set(asked.thing, itemOf(asked));
      change(next);
      return jsonResponse(200, {});
    },
    read: async (_table: string, key: Readonly<Record<string, unknown>>) =>
      state.get((key['pk'] as { S: string }).S),
    /** Answers a query that the layer passes on; `Limit` counts what is in the index now. */
    answer(question: Question, start: Item | undefined, sent: { Select?: string }) {
      const all = ownedBy(state, question);
      const whole = question.index === 'keysByOwner' ? all.map(keysOf) : all;
      const isAfterStart = (item: Item) => {
        if (start === undefined) return true;
        const [own, other] = [`${item['due']?.S} ${item['pk']?.S}`, `${start['due']?.S} ${start['pk']?.S}`];
        return question.forward ? own > other : own < other;
      };
      const rest = whole.filter(isAfterStart);
      const items = rest.slice(0, question.limit);
      const last = rest.length > items.length ? items.at(-1) : undefined;
      return jsonResponse(200, {
        Count: items.length,
        ...(sent.Select !== 'COUNT' && { Items: items }),
        ...(last && { LastEvaluatedKey: keysOf(last) }),
      });
    },
  };
};

const requestOf = (change: Change) => {
  const Item = itemOf(change);
  const key = { pk: { S: change.thing }, ...partition };
  const TableName = 'things';
  switch (change.kind) {
    case 'put':
      return { operation: 'PutItem', content: { TableName, Item } };
    case 'update':
      return {
        operation: 'UpdateItem',
        content: {
          TableName,
          Key: key,
          UpdateExpression: 'SET colour = :colour, #o = :owner, due = :due',
          ExpressionAttributeNames: { '#o': 'owner' },
        },
      };
    case 'delete':
      return { operation: 'DeleteItem', content: { TableName, Key: key } };
    case 'transaction':
      return { operation: 'TransactWriteItems', content: { TransactItems: [{ Put: { TableName, Item } }] } };
  }
};

const startTable = () => {
  const database = aDatabase();
  const layer = createIndexLag({
    tables: { things },
    lagMs,
    now: database.now,
    images: createIndexedImages(2),
    readItem: database.read,
  });
  const write = (change: Change) => layer(requestOf(change), async () => database.apply(change));
  const ask = async (question: Question): Promise<{ items: unknown[]; count: number }> => {
    const items: unknown[] = [];
    let count = 0;
    let start: Item | undefined;
    do {
      const content: Record<string, unknown> = {
        TableName: 'things',
        IndexName: question.index,
        KeyConditionExpression:
          question.upTo === undefined ? '#owner = :owner' : '#owner = :owner AND due <= :due',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: {
          ':owner': { S: question.owner },
          ...(question.upTo && { ':due': { S: question.upTo } }),
        },
        ScanIndexForward: question.forward,
        Limit: question.limit,
        ...(start && { ExclusiveStartKey: start }),
        ...(question.count && { Select: 'COUNT' }),
      };
      const forward: Forward = async (sent = content) => database.answer(question, start, sent as object);
      const answer = await layer({ operation: 'Query', content }, forward);
      const page = JSON.parse(String(answer.body)) as QueryPage;
      expect(page.Count ?? 0).toBeLessThanOrEqual(question.limit);
      expect('Items' in page).toBe(!question.count);
      items.push(...(page.Items ?? []));
      count += page.Count ?? 0;
      start = page.LastEvaluatedKey as Item | undefined;
    } while (start);
    return { items, count };
  };
  return { database, write, ask };
};

const word = fc.constantFrom('a', 'b', 'c');
const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('put', 'update', 'delete', 'transaction'),
  thing: fc.constantFrom('1', '2', '3', '4', '5'),
  owner: fc.option(word, { nil: undefined }),
  due: word,
  colour: word,
});
const question: fc.Arbitrary<Question> = fc.record({
  kind: fc.constant('question'),
  owner: word,
  index: fc.constantFrom('byOwner', 'keysByOwner'),
  upTo: fc.option(word, { nil: undefined }),
  forward: fc.boolean(),
  limit: fc.integer({ min: 1, max: 4 }),
  count: fc.boolean(),
});
const wait = fc.record({ kind: fc.constant('wait'), ms: fc.integer({ min: 1, max: 25 }) });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { arbitrary: change, weight: 3 },
    { arbitrary: question, weight: 2 },
    { arbitrary: wait, weight: 1 },
  ),
  { minLength: 5, maxLength: 40 },
);

describe('createIndexLag, by random writes and queries', () => {
  it('answers each query of an index as of the lag ago', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { database, write, ask } = startTable();
        for (const step of all) {
          if (step.kind === 'wait') database.wait(step.ms);
          else if (step.kind === 'question') {
            const then = ownedBy(database.asOf(database.now() - lagMs), step);
            const expected = step.index === 'keysByOwner' ? then.map(keysOf) : then;
            const { items, count } = await ask(step);
            expect(count).toBe(expected.length);
            if (!step.count) expect(items).toEqual(expected);
          } else await write(step);
        }
      }),
      { numRuns: 300 },
    );
  });
});
