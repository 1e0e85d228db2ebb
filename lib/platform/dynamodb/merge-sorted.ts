/** One sequence out of several that are each in ascending order of their keys. */
export async function* mergeSorted<T>(
  sources: readonly AsyncGenerator<T, void>[],
  keyOf: (item: T) => string,
): AsyncGenerator<T, void> {
  try {
    const first = await Promise.all(sources.map(async (source) => ({ source, head: await source.next() })));
    const open = first.flatMap(({ source, head }) => (head.done ? [] : [{ source, item: head.value }]));
    while (open.length > 0) {
      const least = open.reduce((a, b) => (keyOf(b.item) < keyOf(a.item) ? b : a));
      yield least.item;
      const next = await least.source.next();
      if (next.done) open.splice(open.indexOf(least), 1);
      else least.item = next.value;
    }
  } finally {
    await Promise.all(sources.map((source) => source.return()));
  }
}
