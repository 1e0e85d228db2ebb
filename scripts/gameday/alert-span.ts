/** A stretch of time in which an alert fires; seconds since the game day began. Without an end it still does. */
export interface AlertSpan {
  readonly alert: string;
  readonly firesAt: number;
  readonly clearsAt?: number;
}
