import type { LogLevel, Plugin } from 'esbuild';

/** How a function becomes one file, in esbuild's terms. */
export interface Bundling {
  readonly format: 'esm';
  readonly target: string;
  readonly minify: boolean;
  readonly mainFields: readonly string[];
  readonly conditions: readonly string[];
  /** Package name → file that replaces it, relative to the project's root. */
  readonly alias: Readonly<Record<string, string>>;
  readonly banner: string;
  /** Kinds of esbuild's messages that are errors. */
  readonly logOverride: Readonly<Record<string, LogLevel>>;
  readonly plugins: readonly Plugin[];
  /** Modules that are files of their own beside the functions, by name. */
  readonly chunks: Readonly<Record<string, string>>;
}
