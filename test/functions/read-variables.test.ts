import type { Plugin } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { buildOptions } from '../../infra/packaging/bundle-functions.ts';
import { consumers } from '../../lib/contract/consumers.ts';
import { servedRoutes } from '../../lib/contract/default-route.ts';
import { type FunctionId, functionIds } from '../../lib/contract/function-ids.ts';
import { environmentFor } from '../../lib/contract/resource-variables.ts';
import { schedules } from '../../lib/contract/schedules.ts';
import { environmentVariables as names } from '../../lib/contract/service.ts';
import { build } from '../../tools/esbuild-service.ts';

/** Variables of resources, by the member of the configuration that a function reads. */
const variableOf = {
  ordersTableName: names.ordersTableName,
  eventsTableName: names.eventsTableName,
  metricsTableName: names.metricsTableName,
  eventBusName: names.eventBusName,
  failureBucketName: names.failureBucketName,
  cursorKey: names.cursorKeyArn,
  paymentSecret: names.paymentSecretArn,
  paymentGatewayUrl: names.paymentGatewayUrl,
  webhookSecret: names.webhookSecretArn,
  // Read together with the client's secret, whose own name payments have, too.
  tokenUrl: names.syntheticClientSecretArn,
} as const;

const everything = Object.fromEntries(Object.values(names).map((name) => [name, 'set']));
const functions = { ...servedRoutes, ...schedules, ...consumers };

const configurationInUse: Plugin = {
  name: 'configuration in use',
  setup: ({ onLoad }) =>
    onLoad({ filter: /lib\/composition\/env\.ts$/ }, () => ({
      contents: 'export const readEnvironment = () => globalThis.configuration;',
    })),
};

/** The bundles without the file that reads all variables: what is left names the members that are used. */
const options = buildOptions(functionIds, 'out');
const { outputFiles } = await build({
  ...options,
  plugins: [...options.plugins, configurationInUse],
  write: false,
});

const readBy = (id: FunctionId): string[] => {
  const text = outputFiles.find(({ path }) => path.endsWith(`/${id}/function.cjs`))?.text ?? '';
  return Object.entries(variableOf).flatMap(([member, variable]) =>
    new RegExp(`\\.${member}\\b|[{,]${member}:\\w+[,}]`).test(text) ? [variable] : [],
  );
};

const givenTo = (id: FunctionId): string[] => {
  const given = environmentFor(functions[id].access, everything);
  return Object.values(variableOf).filter((variable) => variable in given);
};

describe.each(functionIds)('environment of %s', (id) => {
  it('has every variable of a resource that its bundle reads', () => {
    expect(givenTo(id)).toEqual(expect.arrayContaining(readBy(id)));
  });

  it('has none that its bundle does not read', () => {
    // The store of orders names the table of events, too.
    const unread = givenTo(id).filter((variable) => !readBy(id).includes(variable));
    expect(unread.filter((variable) => variable !== names.eventsTableName)).toEqual([]);
  });
});

describe('environmentFor', () => {
  it('leaves settings to every function', () => {
    expect(environmentFor({}, { [names.logLevel]: 'INFO', [names.cursorKeyArn]: 'arn' })).toEqual({
      [names.logLevel]: 'INFO',
    });
  });

  it('counts an index as its table', () => {
    const named = environmentFor({ 'metricsTable/gsi1': ['dynamodb:Query'] } as never, everything);
    expect(named).toHaveProperty(names.metricsTableName);
    expect(named).not.toHaveProperty(names.ordersTableName);
  });
});
