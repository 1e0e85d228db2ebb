import { beforeEach, describe, expect, it } from 'vitest';
import { createLogStore } from '../../../../tools/local-cloud/logs/log-store.ts';
import {
  createProblemPrinter,
  type ProblemPrinter,
} from '../../../../tools/local-cloud/logs/problem-printer.ts';

describe('createProblemPrinter', () => {
  let printed: string[];
  let log: (functionName: string, line: object) => void;
  let problems: ProblemPrinter;
  beforeEach(() => {
    printed = [];
    const logs = createLogStore(() => 0);
    log = (functionName, line) => logs.append(`/aws/lambda/${functionName}`, 's', [JSON.stringify(line)]);
    problems = createProblemPrinter({
      logs,
      servesRequests: (name) => name === 'route',
      print: (text) => printed.push(text),
      color: false,
      projectRoot: '/project',
    });
  });

  const warning = { level: 'WARN', message: 'refused', function_request_id: 'r-1' };

  it('holds lines of a request until its own line, and prints them under it', () => {
    log('route', warning);
    log('route', { ...warning, function_request_id: 'r-2' });
    expect(printed).toEqual([]);
    problems.requestEnded({ requestId: 'r-1' });
    expect(printed).toEqual(['  WARN   route  refused']);
  });

  it('prints a line that comes after the request at once', () => {
    problems.requestEnded({ requestId: 'r-1' });
    log('route', warning);
    expect(printed).toEqual(['WARN   route  refused']);
  });

  it('prints lines of background work at once, and none of the level INFO', () => {
    log('job', warning);
    log('job', { ...warning, level: 'INFO' });
    expect(printed).toEqual(['WARN   job  refused']);
  });

  it('prints an error once that the function logs and Lambda reports', () => {
    log('job', { level: 'ERROR', message: 'job failed', function_request_id: 'r-1' });
    log('job', { level: 'ERROR', message: 'Invoke Error', requestId: 'r-1', errorType: 'Error' });
    log('job', {
      level: 'ERROR',
      message: 'Invoke Error',
      requestId: 'r-2',
      errorType: 'Error',
      errorMessage: 'm',
    });
    expect(printed).toEqual(['ERROR  job  job failed', 'ERROR  job  Invoke Error\n  Error: m']);
  });

  it('prints the error of an invocation that logged none', () => {
    const failure = {
      errorType: 'Error',
      errorMessage: 'cannot load',
      stackTrace: ['Error: cannot load', '    at file:///project/functions/route.ts:1:7'],
    };
    log('route', { level: 'ERROR', message: 'Init error', ...failure });
    problems.requestEnded({ requestId: 'r-1', failure });
    expect(printed).toEqual(['  Error: cannot load\n      at functions/route.ts:1:7']);
  });

  it('does not hold more than a thousand requests', () => {
    for (let id = 0; id <= 1_000; id += 1) log('route', { ...warning, function_request_id: `x-${id}` });
    expect(printed).toHaveLength(1);
  });
});
