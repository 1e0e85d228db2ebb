import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { schedules } from '../../lib/contract/schedules.ts';

const text = readFileSync('docs/architecture.md', 'utf8');

describe('docs/architecture.md', () => {
  it('lists every scheduled job with its interval', () => {
    const rows = [...text.matchAll(/^\| `([a-z-]+)` \| .* \| (\d+) (min|h) \|$/gm)].map(
      ([, id, number, unit]) => [id, Number(number) * (unit === 'h' ? 60 : 1)],
    );
    expect(rows).toEqual(Object.entries(schedules).map(([id, { everyMinutes }]) => [id, everyMinutes]));
  });
});
