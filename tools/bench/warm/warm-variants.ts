import { fileURLToPath } from 'node:url';
import type { StandIn } from '../bundles/bundle.ts';

/** Which part of the path to DynamoDB an invocation includes. */
export interface WarmVariant {
  readonly label: string;
  /** Replaces the rest of the path; without it the handler calls the embedded DynamoDB. */
  readonly standIn?: StandIn & { readonly items: 'wire' | 'plain' };
  readonly iterations: { readonly warmUp: number; readonly timed: number };
}

const standInFile = (name: string) => fileURLToPath(new URL(`stand-ins/${name}`, import.meta.url));

export const warmVariants = {
  handler: {
    label: 'the handler alone (the document client marshals and responds immediately)',
    standIn: {
      packageName: '@aws-sdk/lib-dynamodb',
      file: standInFile('document-client.ts'),
      items: 'plain',
    },
    iterations: { warmUp: 3_000, timed: 6_000 },
  },
  client: {
    label: 'with the SDK (it serialises and signs; the transport responds immediately)',
    standIn: {
      packageName: '@smithy/node-http-handler',
      file: standInFile('http-handler.ts'),
      items: 'wire',
    },
    iterations: { warmUp: 500, timed: 1_000 },
  },
  database: {
    label: 'end to end (embedded DynamoDB over HTTP)',
    iterations: { warmUp: 200, timed: 300 },
  },
} as const satisfies Record<string, WarmVariant>;

export type WarmVariantId = keyof typeof warmVariants;
export const warmVariantIds = Object.keys(warmVariants) as WarmVariantId[];
