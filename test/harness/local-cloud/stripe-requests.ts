/** An answer of the API, as far as tests look at it. */
export interface StripeAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read any field
  readonly body: any;
}

export interface StripeRequestOptions {
  readonly key?: string;
  readonly authorization?: string;
  readonly signal?: AbortSignal;
}

/** Speaks the API without the `stripe` package, so that its wire format is under test. */
export const stripeRequests = (url: string) => {
  const request = async (
    method: string,
    path: string,
    parameters: Record<string, string> | undefined,
    { key, authorization = 'Bearer sk_test_1', signal }: StripeRequestOptions = {},
  ): Promise<StripeAnswer> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { authorization, ...(key !== undefined && { 'idempotency-key': key }) },
      ...(parameters && { body: new URLSearchParams(parameters) }),
      ...(signal && { signal }),
    });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  const post = (path: string, parameters: Record<string, string> = {}, options?: StripeRequestOptions) =>
    request('POST', path, parameters, options);
  return {
    request,
    post,
    get: (path: string, options?: StripeRequestOptions) => request('GET', path, undefined, options),
    async intent(parameters: Record<string, string> = {}): Promise<string> {
      const { body } = await post('/v1/payment_intents', {
        amount: '1999',
        currency: 'usd',
        'metadata[orderId]': 'ord_1',
        ...parameters,
      });
      return body.id;
    },
    confirm: (id: string, paymentMethod: string, options?: StripeRequestOptions) =>
      post(`/v1/payment_intents/${id}/confirm`, { payment_method: paymentMethod }, options),
  };
};
