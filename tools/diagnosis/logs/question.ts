/** A query about log lines. */
export interface Question {
  readonly query: string;
  /** How far back it looks. */
  readonly minutes: number;
  /** Lines of the functions, or those of the access log of the gateway. */
  readonly logs: 'functions' | 'access';
}
