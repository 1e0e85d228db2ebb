export interface RequestTarget {
  /** Decoded: HTTP APIs match routes against the decoded path and hand it on as `rawPath`. */
  readonly path: string;
  /** Still encoded. */
  readonly rawQueryString: string;
}

const absoluteForm = /^https?:\/\/[^/?#]*/i;

/** The parts of a request line's target, or `undefined` when its percent-encoding is broken. */
export const parseRequestTarget = (target: string): RequestTarget | undefined => {
  const [encodedPath = '', ...query] = target.replace(absoluteForm, '').split('?');
  try {
    return { path: decodeURIComponent(encodedPath) || '/', rawQueryString: query.join('?') };
  } catch {
    return undefined;
  }
};
