import * as zod from 'zod';
import * as bundled from '../../../lib/platform/validation/zod.ts';

// Takes the place of zod when modules are bundled for a test: builds every schema twice, by zod and by what the
// bundles carry, and remembers both.

/** The same schema by zod and by the bundles' validators. */
export interface Twin {
  readonly zod: zod.ZodType;
  readonly bundled: Pick<zod.ZodType, 'safeParse'>;
}

export const twins: Twin[] = [];

type Part = 'zod' | 'bundled';
const parts = Symbol('parts of a twin');
type Parts = Readonly<Record<Part, unknown>>;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const partsOf = (value: unknown): Parts | undefined =>
  isObject(value) || typeof value === 'function' ? (value as { [parts]?: Parts })[parts] : undefined;

/** A value in which each twin is replaced by one of its parts. */
const only = (part: Part, value: unknown): unknown => {
  const twin = partsOf(value);
  if (twin) return twin[part];
  if (Array.isArray(value)) return value.map((item) => only(part, item));
  if (!isObject(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, only(part, member)]));
};

const isSchema = (value: unknown): value is Twin['zod'] => isObject(value) && '_zod' in value;

const twin = (pair: Parts): unknown => {
  const target = typeof pair.zod === 'function' ? () => undefined : {};
  return new Proxy(target, {
    get(_, name) {
      if (name === parts) return pair;
      const [left, right] = [pair.zod, pair.bundled].map(
        (part) => (part as Readonly<Record<PropertyKey, unknown>>)[name],
      );
      if (right === undefined) throw new Error(`the bundles' validators lack ${String(name)}`);
      if (name === 'shape') {
        const shapes = { left: left as Record<string, unknown>, right: right as Record<string, unknown> };
        return Object.fromEntries(
          Object.keys(shapes.left).map((key) => [
            key,
            twin({ zod: shapes.left[key], bundled: shapes.right[key] }),
          ]),
        );
      }
      if (typeof left !== 'function' || typeof right !== 'function')
        return twin({ zod: left, bundled: right });
      return (...parameters: readonly unknown[]) => {
        const built = {
          zod: left.apply(pair.zod, only('zod', parameters)),
          bundled: right.apply(pair.bundled, only('bundled', parameters)),
        };
        if (!isSchema(built.zod)) return built.zod;
        twins.push(built);
        return twin(built);
      };
    },
  });
};

const pair = twin({ zod, bundled }) as typeof zod;
export const {
  array,
  boolean,
  coerce,
  discriminatedUnion,
  enum: enumeration,
  instanceof: instance,
  int,
  iso,
  literal,
  looseObject,
  number,
  object,
  preprocess,
  record,
  strictObject,
  string,
  union,
  unknown,
  url,
} = pair;
export { enumeration as enum, instance as instanceof };
