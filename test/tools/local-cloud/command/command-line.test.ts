import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../../tools/command-line/parse-command-line.ts';
import { startCommand, toCloudOptions } from '../../../../tools/local-cloud/command/command-line.ts';
import { paces } from '../../../../tools/local-cloud/pace.ts';
import { defaultStrictness } from '../../../../tools/local-cloud/strictness.ts';

const parse = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  parseCommandLine(startCommand, args, environment);

describe('the command line of npm start', () => {
  it('has defaults for everything', () => {
    const line = parse([]);
    expect(toCloudOptions(line, '/state')).toEqual({
      host: '127.0.0.1',
      port: 3_000,
      maxEnvironments: 10,
      pace: paces.local,
      strictness: defaultStrictness,
    });
    expect(line.variables).toMatchObject({ LOG_LEVEL: 'DEBUG', PAYMENT_WINDOW_SECONDS: 900 });
  });

  it('takes flags and environment variables', () => {
    const line = parse(['--persist'], {
      PORT: '0',
      LOG_LEVEL: 'warn',
      LOCAL_CONCURRENCY: '3',
      DYNAMODB_ENDPOINT: 'http://127.0.0.1:8000',
      PACE: 'aws',
      SCHEDULE_SECONDS: '2',
      PAYMENT_WINDOW_SECONDS: '30',
      CATALOGUE_CACHE_URL: 'redis://127.0.0.1:6379',
      OUTBOX_REPUBLISH_SECONDS: '4',
      HOST: '0.0.0.0',
      FAULTS: '{"seed":7,"bus":{"lost":0.1}}',
    });
    expect(toCloudOptions(line, '/state')).toEqual({
      host: '0.0.0.0',
      port: 0,
      maxEnvironments: 3,
      pace: { ...paces.aws, scheduleSeconds: 2 },
      strictness: defaultStrictness,
      dynamodbEndpoint: 'http://127.0.0.1:8000',
      stateDirectory: '/state',
      faults: { seed: 7, bus: { lost: 0.1 }, logs: {}, webhooks: {} },
    });
    expect(line.variables).toMatchObject({
      LOG_LEVEL: 'WARN',
      PAYMENT_WINDOW_SECONDS: 30,
      CATALOGUE_CACHE_URL: 'redis://127.0.0.1:6379',
      OUTBOX_REPUBLISH_SECONDS: 4,
    });
  });

  it('switches off strict behaviour by name, by options before variables', () => {
    const strictness = (args: readonly string[], environment: Readonly<Record<string, string>>) =>
      toCloudOptions(parse(args, environment), '/state').strictness;
    expect(strictness([], { CONFLICTS: '20', FREEZING: 'off', INDEX_LAG: '9', IAM: 'soft' })).toEqual({
      conflicts: 20,
      freezing: 'off',
      indexLag: 9,
      iam: 'soft',
    });
    expect(
      strictness(['--conflicts', 'off', '--freezing', 'on', '--index-lag', 'off', '--iam', 'off'], {
        CONFLICTS: '20',
        FREEZING: 'off',
        INDEX_LAG: '9',
        IAM: 'soft',
      }),
    ).toEqual({
      conflicts: 'off',
      freezing: 'on',
      indexLag: 'off',
      iam: 'off',
    });
    expect(strictness(['--conflicts=5'], {})).toMatchObject({ conflicts: 5 });
  });

  it('takes the pace of the deployment by option before variable', () => {
    const line = parse(['--pace', 'aws'], { PACE: 'local' });
    expect(toCloudOptions(line, '/state').pace).toEqual(paces.aws);
  });

  it.each([
    [{ PACE: 'slow' }, 'PACE is "slow". Set it to one of local, aws.'],
    [{ CONFLICTS: 'on' }, 'CONFLICTS is "on". Set it to a whole number from 1 to 9999, or to off.'],
    [{ FREEZING: '1' }, 'FREEZING is "1". Set it to one of on, off.'],
    [{ IAM: 'on' }, 'IAM is "on". Set it to one of off, soft, strict.'],
    [{ HOST: 'me' }, 'HOST is "me". Set it to an IP address, such as 0.0.0.0.'],
    [{ PORT: 'http' }, 'PORT is "http". Set it to a whole number from 0 to 65535.'],
    [{ PORT: '-1' }, 'PORT is "-1". Set it to a whole number from 0 to 65535.'],
    [{ LOCAL_CONCURRENCY: '0' }, 'LOCAL_CONCURRENCY is "0". Set it to a whole number from 1 to 1000.'],
    [{ FAULTS: '{"bus":{"lost":2}}' }, 'FAULTS is invalid: bus.lost must be a probability from 0 to 1.'],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL is "LOUD". Set it to one of DEBUG, INFO, WARN, ERROR, CRITICAL, SILENT.',
    ],
  ])('refuses %j in one line', (environment, message) => {
    expect(() => parse([], environment as Readonly<Record<string, string>>)).toThrow(message);
  });
});
