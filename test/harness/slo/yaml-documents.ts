import { createRequire } from 'node:module';

interface ParsedDocument {
  readonly errors: readonly Error[];
  toJSON(): unknown;
}

/** The reader that comes with the CDK: not the writer's own idea of YAML. */
const fromHere = createRequire(import.meta.url);
const { parseAllDocuments } = createRequire(fromHere.resolve('aws-cdk-lib'))('yaml') as {
  parseAllDocuments(text: string): readonly ParsedDocument[];
};

/** The documents of a YAML text. */
export const yamlDocuments = (text: string): readonly unknown[] =>
  parseAllDocuments(text).map((document) => {
    const [error] = document.errors;
    if (error) throw error;
    return document.toJSON();
  });
