// Handler of every function of the local template. Only that template names this file; deployed functions start at
// `index.mjs`, and take claims from a JWT authorizer alone.

// The deployed code lies beside this file once it is packaged.
const { handler: deployed } = await import(new URL('index.mjs', import.meta.url).href);

/** Hands on what the local authorizer verified in the place where API Gateway puts the claims of a JWT authorizer. */
const withClaims = (event) => {
  const verified = event.requestContext?.authorizer?.lambda;
  if (verified === undefined) return event;
  return { ...event, requestContext: { ...event.requestContext, authorizer: { jwt: verified } } };
};

export const handler = (event, context) => deployed(withClaims(event), context);
