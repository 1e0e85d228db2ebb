import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../../../lib/contract/routes.ts';
import { type LocalCloud, startLocalCloud } from '../../../../tools/local-cloud/cloud.ts';
import { tableArn } from '../../../../tools/local-cloud/iam/permission.ts';
import { orderServiceDeployment } from '../../../../tools/local-cloud/order-service-deployment.ts';
import { serviceAt } from '../../../harness/service/running-service.ts';
import { customerScope } from '../../../harness/service/shopper.ts';

const service = orderServiceDeployment();
const { ordersTable, ...otherAccess } = routes['create-order'].access;

/** The service, but for one action of create-order. */
const withoutUpdateItem = {
  ...service,
  consumers: {},
  routes: {
    ...service.routes,
    'create-order': {
      ...routes['create-order'],
      access: {
        ...otherAccess,
        ordersTable: ordersTable.filter((action) => action !== 'dynamodb:UpdateItem'),
      },
    },
  },
};

describe('create-order without permission for dynamodb:UpdateItem', () => {
  const printed: string[] = [];
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await startLocalCloud({
      port: 0,
      deployment: withoutUpdateItem,
      maxEnvironments: 1,
      pace: { scheduleSeconds: 3_600 },
      watch: false,
      print: (text) => printed.push(text),
    });
  });
  afterAll(() => cloud?.close());

  it('refuses every order with AccessDeniedException, as on AWS', async () => {
    const { send, tokenFor, request } = serviceAt(cloud.url);
    const answer = await send(await tokenFor('alice', customerScope), 'create-order', {
      body: { items: [{ sku: 'TEA-001', quantity: 1 }] },
    });
    expect(answer.statusCode).toBe(500);
    const { body } = await request('/local/logs?function=create-order&limit=20');
    const table = tableArn(service.resources.ordersTable);
    expect(body).toContain(`is not authorized to perform: dynamodb:UpdateItem on resource: ${table}`);
    expect(printed).toContainEqual(
      expect.stringMatching(/^IAM: create-order .* dynamodb:UpdateItem on .*-orders\./),
    );
  });
});
