import { invalidRequest } from '../../contract/errors/factories.ts';
import { maxBodyBytes } from '../../contract/limits.ts';
import type { ApiGatewayEvent } from './api-event.ts';

const invalidBody = (message: string) => invalidRequest([{ path: '', message }]);

/**
 * The JSON value that a request carries.
 * @throws {ServiceError} VAL-001 when it is missing, too large or no JSON.
 */
export const parseJsonBody = ({ body, isBase64Encoded }: ApiGatewayEvent): unknown => {
  if (!body) throw invalidBody('a JSON body is required');
  if (body.length > maxBodyBytes * 2) throw invalidBody(`the body is larger than ${maxBodyBytes} bytes`);
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
  if (Buffer.byteLength(text) > maxBodyBytes)
    throw invalidBody(`the body is larger than ${maxBodyBytes} bytes`);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the body.
    throw invalidBody('the body is not valid JSON');
  }
};
