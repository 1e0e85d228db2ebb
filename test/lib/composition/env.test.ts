import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../lib/composition/env.ts';
import { logLevels, environmentVariables as names } from '../../../lib/contract/service.ts';
import { aFunctionEnvironment } from '../../builders/a-function-environment.ts';

describe('readEnvironment', () => {
  it('reads the variables of the deployment', () => {
    const variables = aFunctionEnvironment({ [names.logLevel]: 'WARN' });
    expect(readEnvironment(variables)).toMatchObject({
      ordersTableName: variables[names.ordersTableName],
      eventBusName: variables[names.eventBusName],
      logLevel: 'WARN',
      region: 'eu-west-1',
    });
  });

  it('has tracing off by default', () => {
    expect(readEnvironment(aFunctionEnvironment()).isTraced).toBe(false);
    expect(readEnvironment(aFunctionEnvironment({ [names.tracing]: 'on' })).isTraced).toBe(true);
  });

  it('uses the endpoints of AWS by default', () => {
    expect(readEnvironment(aFunctionEnvironment())).toMatchObject({
      dynamodbEndpoint: undefined,
      eventbridgeEndpoint: undefined,
    });
    const endpoint = 'http://127.0.0.1:8000';
    const local = aFunctionEnvironment({ [names.dynamodbEndpoint]: endpoint });
    expect(readEnvironment(local).dynamodbEndpoint).toBe(endpoint);
  });

  it.each([
    ['AWS_LAMBDA_INITIALIZATION_TYPE', 'snap-start', 'must not be snap-start'],
    ['AWS_LAMBDA_MAX_CONCURRENCY', '2', 'must be 1'],
    ['AWS_LAMBDA_MAX_CONCURRENCY', 'many', 'must be 1'],
  ])('refuses a mode in which counters would not be exact: %s=%s', (name, value, reason) => {
    expect(() => readEnvironment(aFunctionEnvironment({ [name]: value }))).toThrow(`${name}: ${reason}`);
  });

  it.each([
    ['AWS_LAMBDA_INITIALIZATION_TYPE', 'on-demand'],
    ['AWS_LAMBDA_INITIALIZATION_TYPE', 'provisioned-concurrency'],
    ['AWS_LAMBDA_MAX_CONCURRENCY', '1'],
  ])('takes %s=%s', (name, value) => {
    expect(() => readEnvironment(aFunctionEnvironment({ [name]: value }))).not.toThrow();
  });

  it('logs from INFO up by default', () => {
    expect(readEnvironment(aFunctionEnvironment()).logLevel).toBe('INFO');
  });

  it('allows a customer 20 unpaid orders by default', () => {
    expect(readEnvironment(aFunctionEnvironment()).unpaidOrdersLimit).toBe(20);
    const variables = aFunctionEnvironment({ [names.unpaidOrdersLimit]: '5' });
    expect(readEnvironment(variables).unpaidOrdersLimit).toBe(5);
  });

  it.each(logLevels)('takes the log level %s', (level) => {
    expect(readEnvironment(aFunctionEnvironment({ [names.logLevel]: level })).logLevel).toBe(level);
  });

  it('names everything that is missing or wrong at once', () => {
    const broken = aFunctionEnvironment({
      [names.ordersTableName]: '',
      [names.dynamodbEndpoint]: 'nowhere',
      [names.logLevel]: 'LOUD',
      [names.paymentWindowSeconds]: 'soon',
      [names.unpaidOrdersLimit]: '0',
    });
    const { AWS_REGION: _, ...variables } = broken;
    const expected = [
      names.ordersTableName,
      names.dynamodbEndpoint,
      names.logLevel,
      names.paymentWindowSeconds,
      names.unpaidOrdersLimit,
      'AWS_REGION',
    ];
    for (const name of expected) expect(() => readEnvironment(variables)).toThrow(name);
  });

  it.each([
    ['the name of a resource', names.eventBusName, 'eventBusName'],
    ['the address of the payment gateway', names.paymentGatewayUrl, 'paymentGatewayUrl'],
  ] as const)('needs %s only where it is read', (_, name, member) => {
    const variables = aFunctionEnvironment();
    delete variables[name];
    const environment = readEnvironment(variables);
    expect(environment.ordersTableName).toBe(variables[names.ordersTableName]);
    expect(() => environment[member]).toThrow(
      `invalid environment: ${name}: is missing, and the function reads it`,
    );
  });

  it('quotes no value: it may be a secret that was put into the wrong variable', () => {
    const variables = aFunctionEnvironment({
      [names.dynamodbEndpoint]: 'canary',
      [names.logLevel]: 'canary',
    });
    expect(() => readEnvironment(variables)).toThrow(/^(?!.*canary)/);
  });

  it('refuses a cache address that no client could use, and names its form but not its value', () => {
    const variables = aFunctionEnvironment({ [names.catalogueCacheUrl]: 'redis://user:canary@/products' });
    expect(() => readEnvironment(variables)).toThrow(
      /^(?!.*canary).*CATALOGUE_CACHE_URL: must be redis:\/\/host:port/,
    );
  });

  it.each(['localhost:8000', 'ftp://127.0.0.1', 'javascript:alert(1)'])(
    'refuses the endpoint %s, which no client could call',
    (endpoint) => {
      const variables = aFunctionEnvironment({ [names.dynamodbEndpoint]: endpoint });
      expect(() => readEnvironment(variables)).toThrow(names.dynamodbEndpoint);
    },
  );
});
