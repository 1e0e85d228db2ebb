/** A response as it is stored for replay: status, headers and body, byte for byte. */
export interface StoredResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
