import { describe, expect, it } from 'vitest';
import { accessLogFields, accessLogFormat } from '../../../../lib/contract/access-log.ts';
import { compileAccessLogFormat } from '../../../../tools/local-cloud/gateway/access-log-format.ts';

describe('compileAccessLogFormat', () => {
  it('writes the values of the variables, and - where there is none', () => {
    const render = compileAccessLogFormat('{"id":"$context.requestId","f":"$context.integration.status"}');
    expect(render({ requestId: 'r-1' })).toBe('{"id":"r-1","f":"-"}');
    expect(render({ requestId: 'r-2', 'integration.status': 201 })).toBe('{"id":"r-2","f":"201"}');
  });

  it('keeps the line JSON for any value', () => {
    const render = compileAccessLogFormat('{"error":"$context.integration.error"}');
    const error = 'a "quoted" error\nof two lines \\';
    expect(JSON.parse(render({ 'integration.error': error }))).toEqual({ error });
  });

  it('reads the format of the deployment', () => {
    const line = compileAccessLogFormat(accessLogFormat)({ status: 200 });
    expect(JSON.parse(line)).toMatchObject(
      Object.fromEntries(Object.keys(accessLogFields).map((name) => [name, name === 'status' ? '200' : '-'])),
    );
  });
});
