/** Media types besides `text/*` whose bodies reach a function as text; measured on AWS, not documented. */
const textTypes = new Set(['application/json', 'application/javascript', 'application/xml']);

const isText = (contentType: string): boolean => {
  const [mediaType = ''] = contentType.split(';');
  const type = mediaType.trim().toLowerCase();
  return type.startsWith('text/') || textTypes.has(type);
};

export interface EventBody {
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

/** The body as payload format 2.0 has it: text as it is, all else, also without a type, in base64. */
export const encodeBody = (body: Buffer, contentType = ''): EventBody => {
  if (body.length === 0) return { isBase64Encoded: false };
  return isText(contentType)
    ? { body: body.toString('utf8'), isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
};
