import { functionEntry } from '../../lib/contract/bundling.ts';

/** How a contestant becomes one file: by the contract's bundling, or by what esbuild does unasked. */
export type BundlingStyle = 'contract' | 'esbuild-defaults';

export interface Contestant {
  readonly label: string;
  /** Source file that exports `handler`, relative to the project's root. */
  readonly entry: string;
  readonly bundling: BundlingStyle;
}

/** Who runs against whom. Every one places the same order with the same DynamoDB calls. */
export const contestants = {
  function: { label: 'create-order', entry: functionEntry('create-order'), bundling: 'contract' },
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
} as const satisfies Record<string, Contestant>;

export type ContestantId = keyof typeof contestants;

export const coldContestants = ['function', 'bare', 'bareDefaults', 'stock'] as const;
/** Once it is loaded, it makes no difference how the bare handler was bundled. */
export const warmContestants = ['function', 'bare', 'stock'] as const;

export type ColdContestant = (typeof coldContestants)[number];
export type WarmContestant = (typeof warmContestants)[number];
