import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { toBusEvent } from '../../../../lib/contract/events/bus-event.ts';
import { orderEventSchemas } from '../../../../lib/contract/events/order-event-schemas.ts';
import type { OrderEventType } from '../../../../lib/domain/order-event.ts';
import { deliveredExample } from '../../../../tools/generate/events/examples.ts';
import { eventJsonSchema } from '../../../../tools/generate/events/json-schema.ts';
import { toldEvents } from '../../../harness/told-events.ts';

// By way of the text, since consumers have no more than that.
const published = new Map(
  orderEventSchemas.map((schema) => [schema.shape.type.value, JSON.stringify(eventJsonSchema(schema))]),
);
const consumersSchema = (type: OrderEventType) =>
  z.fromJSONSchema(JSON.parse(published.get(type) ?? 'false'));

const told = (await toldEvents()).flatMap(({ batches }) => batches.flatMap(({ events }) => events));

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Fields that older events, or events of requests without a trace, lack. */
const optionalFields = ['previousStatus', 'traceparent'];

/** Every way to leave one field out. */
const withoutAField = (value: Json): Json[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return value.flatMap((part, n) => withoutAField(part).map((less) => value.with(n, less)));
  const required = Object.entries(value).filter(([name]) => !optionalFields.includes(name));
  return required.flatMap(([name, part]) => {
    const { [name]: _, ...others } = value as Readonly<Record<string, Json>>;
    return [others, ...withoutAField(part).map((less) => ({ ...others, [name]: less }))];
  });
};

/** The value with an unknown field in each of its objects. */
const extended = (value: Json): Json => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(extended);
  const parts = Object.entries(value).map(([name, part]) => [name, extended(part)]);
  return { ...Object.fromEntries(parts), addedLater: true };
};

describe('the published JSON Schema of an event', () => {
  it.each(told)('accepts the events of the use cases: $type $eventId', (event) => {
    const check = consumersSchema(event.type).safeParse(toBusEvent(event));
    expect(check.error?.issues).toBeUndefined();
  });

  describe.each([...published])('of %s', (type, text) => {
    const { source, detail } = deliveredExample(type);
    const event = JSON.parse(JSON.stringify({ source, 'detail-type': type, detail })) as Json;
    const accepts = (value: unknown) => consumersSchema(type).safeParse(value).success;

    it('has an id that is no address, with a description', () => {
      expect(JSON.parse(text)).toMatchObject({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        $id: `urn:order-service:event:${type}:1`,
        title: type,
        description: expect.stringMatching(/\w{3}.*\.$/),
      });
    });

    it('takes the event as EventBridge delivers it', () => {
      expect(accepts(deliveredExample(type))).toBe(true);
    });

    it('takes fields that are added later, at any depth', () => {
      expect(accepts(extended(event))).toBe(true);
      expect(text).not.toContain('additionalProperties');
    });

    it('does not restrict values whose list may grow', () => {
      expect(accepts(JSON.parse(JSON.stringify(event).replaceAll('"USD"', '"EUR"')))).toBe(true);
      expect(text).not.toContain('"enum"');
    });

    it('refuses an event that lacks any of its required fields', () => {
      const lacking = withoutAField(event);
      expect(lacking.length).toBeGreaterThan(15);
      expect(lacking.filter(accepts)).toEqual([]);
    });

    it('refuses an event of another type', () => {
      const others = [...published.keys()].filter((other) => other !== type);
      expect(others.map(deliveredExample).filter(accepts)).toEqual([]);
    });
  });
});
