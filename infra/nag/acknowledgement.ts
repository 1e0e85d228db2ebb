/** One finding, at one resource, that is known and stays; `reason` says why. */
export interface Acknowledgement {
  /** Where the resource is in the construct tree, from the app down. */
  readonly path: string;
  /** The rule, with the finding in brackets where a rule can have several. */
  readonly rule: string;
  readonly reason: string;
}
