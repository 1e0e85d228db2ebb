import type * as z from 'zod';

/** Whether a type describes values before the defaults of their schema (requests) or after them (responses). */
export type Side = 'input' | 'output';

export interface TypeTextOptions {
  readonly side: Side;
  /** Name of a schema that has a type of its own. */
  readonly nameOf: (schema: z.core.$ZodType) => string | undefined;
}

const union = (texts: readonly string[]): string => [...new Set(texts)].join(' | ');

const quoted = (value: unknown): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : String(value);

const member = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));

/** A documentation comment of one line, without the links of the text; nothing for a text that is absent. */
export const docText = (text: string | undefined, indent: string): string =>
  text === undefined ? '' : `${indent}/** ${text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')} */\n`;

const descriptionOf = (schema: z.core.$ZodType): string | undefined => (schema as z.ZodType).description;

/** Members of an object type, without its braces. */
const membersText = (schema: z.core.$ZodObject, options: TypeTextOptions, indent: string): string =>
  Object.entries(schema._zod.def.shape)
    .map(([name, value]) => {
      const isOptional = (options.side === 'input' ? value._zod.optin : value._zod.optout) !== undefined;
      const type = `${typeText(value, options, indent)}${isOptional ? ' | undefined' : ''}`;
      return `${docText(descriptionOf(value), indent)}${indent}${member(name)}${isOptional ? '?' : ''}: ${type};\n`;
    })
    .join('');

/**
 * TypeScript type of the values that a schema describes.
 * @param indent of the line that the text begins in.
 * @throws {Error} for a kind of schema that the API does not use.
 */
export const typeText = (schema: z.core.$ZodType, options: TypeTextOptions, indent = ''): string => {
  const name = options.nameOf(schema);
  if (name !== undefined) return name;
  const of = (inner: z.core.$ZodType) => typeText(inner, options, indent);
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'unknown':
    case 'undefined':
      return def.type;
    case 'literal':
      return union(def.values.map(quoted));
    case 'enum':
      return union(Object.values(def.entries).map(quoted));
    case 'array': {
      const element = of(def.element);
      return /^[\w.]+$/.test(element) || element.startsWith('{') ? `${element}[]` : `(${element})[]`;
    }
    case 'object':
      return `{\n${membersText(schema as z.core.$ZodObject, options, `${indent}  `)}${indent}}`;
    case 'record':
      return `Record<${of(def.keyType)}, ${of(def.valueType)}>`;
    case 'union':
      return union(def.options.map(of));
    case 'optional':
    case 'default':
      return of(def.innerType);
    case 'pipe': {
      // A preprocessor takes anything; clients send the type of its result.
      const isPreprocessed = (def.in as z.core.$ZodTypes)._zod.def.type === 'transform';
      return of(options.side === 'input' && !isPreprocessed ? def.in : def.out);
    }
    default:
      throw new Error(`No TypeScript type is known for a schema of the kind ${def.type}`);
  }
};

/** Declaration of a named type; an object type is an interface. */
export const declarationText = (name: string, schema: z.core.$ZodType, options: TypeTextOptions): string => {
  const text = typeText(schema, {
    ...options,
    nameOf: (inner) => (inner === schema ? undefined : options.nameOf(inner)),
  });
  const isObject = (schema as z.core.$ZodTypes)._zod.def.type === 'object';
  const head = docText(descriptionOf(schema), '');
  return isObject ? `${head}export interface ${name} ${text}\n` : `${head}export type ${name} = ${text};\n`;
};
