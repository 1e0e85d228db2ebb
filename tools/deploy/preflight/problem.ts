/** An obstacle to a deployment, or a fact that deserves attention before it. */
export interface Problem {
  readonly what: string;
  readonly cure: string;
  /** Whether the deployment goes on all the same. */
  readonly isWarning?: boolean;
}
