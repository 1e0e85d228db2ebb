/** A function as one module on disk. */
export interface Bundle {
  readonly functionName: string;
  /** Absolute path of the module; its name holds its content's hash. */
  readonly module: string;
  /** Absolute paths of what belongs to the module, such as its source map. */
  readonly companions: readonly string[];
  /** Absolute paths of all files that it was made of, or would have been but for dead code. */
  readonly inputs: readonly string[];
}
