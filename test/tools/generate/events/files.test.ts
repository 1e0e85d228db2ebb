import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { orderEventSchema } from '../../../../lib/contract/events/order-event-schemas.ts';
import { orderEventTypes } from '../../../../lib/domain/order-event.ts';
import { eventFiles } from '../../../../tools/generate/events/files.ts';

const read = (name: string) => readFileSync(`docs/events/${name}`, 'utf8');

describe('docs/events', () => {
  it('holds a schema and an example for each type, a page about them, and nothing else', () => {
    const expected = orderEventTypes.flatMap((type) => [`${type}.example.json`, `${type}.schema.json`]);
    expect(readdirSync('docs/events').sort()).toEqual(['README.md', ...expected].sort());
  });

  it('equals the output of the generator', () => {
    for (const [path, generate] of Object.entries(eventFiles)) {
      expect(readFileSync(path, 'utf8'), path).toBe(generate());
    }
  });

  it('has a page that lists exactly the types, with links to their files', () => {
    const listed = [...read('README.md').matchAll(/^\| `(order\.[a-z-]+)` \|.*\((\S+)\).*\((\S+)\) \|$/gm)];
    expect(listed.map(([, ...names]) => names)).toEqual(
      orderEventTypes.map((type) => [type, `${type}.schema.json`, `${type}.example.json`]),
    );
  });

  it.each(orderEventTypes)('has an example of %s that is no more and no less than its schema', (type) => {
    const { detail, ...envelope } = JSON.parse(read(`${type}.example.json`));
    expect(envelope).toMatchObject({ source: 'order-service', 'detail-type': type });
    expect(detail.type).toBe(type);
    expect(orderEventSchema.parse(detail)).toEqual(detail);
  });

  it('has a page that explains every field', () => {
    const explained = [...read('README.md').matchAll(/^\| `([a-zA-Z]+)` \| .{8,}\. \|$/gm)];
    const details = orderEventTypes.map((type) => JSON.parse(read(`${type}.example.json`)).detail);
    const { type: _, data: __, ...envelope } = details[0];
    const fields = Object.assign(envelope, ...details.map(({ data }) => data));
    expect(explained.map(([, name]) => name).sort()).toEqual(Object.keys(fields).sort());
  });
});
