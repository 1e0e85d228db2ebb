import { functionEntry } from '../../lib/contract/bundling.ts';

/** Bundling options of a contestant: those of the contract or esbuild's defaults. */
export type BundlingStyle = 'contract' | 'esbuild-defaults';

export interface Contestant {
  readonly label: string;
  /** Source file that exports `handler`, relative to the project's root. */
  readonly entry: string;
  readonly bundling: BundlingStyle;
}

/**
 * The compared handlers. Each places the same order with the same DynamoDB calls, except `team`: its idempotency is a
 * library's, which writes a record before and after the order.
 */
export const contestants = {
  function: { label: 'create-order', entry: functionEntry('create-order'), bundling: 'contract' },
  functionPlain: {
    label: 'create-order, without compiled code',
    entry: functionEntry('create-order'),
    bundling: 'contract',
  },
  bare: { label: 'bare handler', entry: 'tools/bench/peers/bare-handler.ts', bundling: 'contract' },
  bareDefaults: {
    label: 'bare handler, esbuild defaults',
    entry: 'tools/bench/peers/bare-handler.ts',
    bundling: 'esbuild-defaults',
  },
  stock: {
    label: 'stock Middy + Powertools + zod',
    entry: 'tools/bench/peers/stock-handler.ts',
    bundling: 'esbuild-defaults',
  },
  team: {
    label: 'the same features by libraries',
    entry: 'tools/bench/peers/team-handler.ts',
    bundling: 'esbuild-defaults',
  },
} as const satisfies Record<string, Contestant>;

export const coldContestants = [
  'function',
  'functionPlain',
  'bare',
  'bareDefaults',
  'stock',
  'team',
] as const;
/** Contestants with the processor time of 512 MB. */
export const limitedContestants = ['function', 'functionPlain', 'bare', 'stock', 'team'] as const;
/** The bundling of the bare handler has no effect once it is loaded. */
export const warmContestants = ['function', 'bare', 'stock', 'team'] as const;

/** Those that make the same calls. */
export const comparedCalls = ['function', 'bare', 'stock'] as const;

export type ColdContestant = (typeof coldContestants)[number];
export type LimitedContestant = (typeof limitedContestants)[number];
export type WarmContestant = (typeof warmContestants)[number];
