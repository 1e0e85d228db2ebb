/** A customer's objection to a charge at their bank. */
export interface Dispute {
  /** The gateway's id. */
  readonly id: string;
  /** The gateway's name of where it stands, such as `needs_response` or `lost`. */
  readonly status: string;
}
