import { invalidRequest, unsupportedBody } from '../../contract/errors/factories.ts';
import { maxBodyBytes } from '../../contract/limits.ts';
import type { ApiGatewayEvent } from './api-event.ts';
import { requestHeader } from './request-header.ts';

const invalidBody = (message: string) => invalidRequest([{ path: '', message }]);

const jsonType = 'application/json';

/** Parameters of a media type that leave a JSON text as it is: none that names another charset than UTF-8. */
const isUtf8 = (parameter: string): boolean => {
  const [name = '', value = ''] = parameter.trim().split('=');
  return name.toLowerCase() !== 'charset' || /^"?utf-?8"?$/i.test(value);
};

/** A body without a type is refused as well; RFC 9110, 8.3, leaves that to the recipient. */
const assertJson = (contentType: string): void => {
  const [type = '', ...parameters] = contentType.split(';');
  if (type.trim().toLowerCase() !== jsonType) {
    throw unsupportedBody(`Content-Type must be ${jsonType}`, { Accept: jsonType });
  }
  if (!parameters.every(isUtf8)) throw unsupportedBody('the charset must be utf-8', { Accept: jsonType });
};

const assertNotEncoded = (contentEncoding: string): void => {
  const codings = contentEncoding.split(',').map((coding) => coding.trim().toLowerCase());
  if (codings.every((coding) => coding === '' || coding === 'identity')) return;
  throw unsupportedBody('Content-Encoding must be identity', { 'Accept-Encoding': 'identity' });
};

/** Replacement of bytes that are not UTF-8; API Gateway decodes bodies of text types itself. */
const replacementCharacter = '\ufffd';

/**
 * The JSON value that a request carries. A byte order mark is skipped.
 * @throws {ServiceError} VAL-002 when it is not plain JSON by its headers; VAL-001 when it is missing, too large, not
 *   UTF-8 or not JSON.
 */
export const parseJsonBody = ({ body, isBase64Encoded, headers }: ApiGatewayEvent): unknown => {
  if (!body) throw invalidBody('a JSON body is required');
  assertNotEncoded(requestHeader(headers, 'content-encoding') ?? '');
  assertJson(requestHeader(headers, 'content-type') ?? '');
  if (body.length > maxBodyBytes * 2) throw invalidBody(`the body is larger than ${maxBodyBytes} bytes`);
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  if (Buffer.byteLength(text) > maxBodyBytes)
    throw invalidBody(`the body is larger than ${maxBodyBytes} bytes`);
  if (text.includes(replacementCharacter))
    throw invalidBody('the body is not valid UTF-8, or contains U+FFFD');
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    // The parser's message quotes the body.
    throw invalidBody('the body is not valid JSON');
  }
};
