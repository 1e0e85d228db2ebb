import { describe, expect, it } from 'vitest';
import { judgeRawAnswer } from './judge-raw-answer.ts';

const json = 'application/json';
const error = (code: string, message = 'm') =>
  JSON.stringify({
    error: { code, message, timestamp: '2026-07-01T12:00:00.000Z', correlationId: 'c' },
  });

describe('judgeRawAnswer', () => {
  it.each([
    ['a declared error', { status: 404, contentType: json, body: error('ORD-001') }],
    ['an answer of the gateway', { status: 401, contentType: json, body: '{"message":"Unauthorized"}' }],
    ['a text that the client sent', { status: 404, contentType: json, body: error('ORD-001', 'ORDER#1') }],
  ])('accepts %s', (_, answer) => {
    expect(judgeRawAnswer('get-order', answer, 'ORDER#1')).toBeUndefined();
  });

  it.each([
    ['5xx', { status: 503, contentType: json, body: error('SYS-002') }, 'answers 503'],
    ['a stack', { status: 404, contentType: json, body: error('ORD-001', 'at f (a.ts:1)') }, 'of the inside'],
    [
      'a key of a table',
      { status: 404, contentType: json, body: error('ORD-001', 'ORDER#2') },
      'of the inside',
    ],
    ['another body', { status: 400, contentType: json, body: '{"oops":1}' }, 'outside the envelope'],
    ['an undeclared error', { status: 402, contentType: json, body: error('ORD-005') }, 'does not declare'],
    ['an undeclared success', { status: 204, contentType: json, body: '' }, 'does not declare'],
    ['another success', { status: 200, contentType: json, body: '{}' }, 'response schema'],
  ])('refuses %s', (_, answer, problem) => {
    expect(judgeRawAnswer('get-order', answer, 'ORDER#1')).toContain(problem);
  });
});
