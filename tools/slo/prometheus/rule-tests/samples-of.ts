/** Samples one by one, of a series as promtool writes it: `0+60x2` are three. */
export const samplesOf = (samples: string): readonly string[] =>
  samples.split(' ').flatMap((part) => {
    const [, first = '', growth = '0', count] = /^(.+?)([+-][\d.]+)?x(\d+)$/.exec(part) ?? [];
    if (count === undefined) return [part];
    if (first === '_') return Array.from({ length: Number(count) }, () => first);
    return Array.from({ length: Number(count) + 1 }, (_, one) =>
      String(Number(first) + Number(growth) * one),
    );
  });
