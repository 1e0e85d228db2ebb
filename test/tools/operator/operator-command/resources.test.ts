import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { localResources, stageResources } from '../../../../tools/operator/operator-command/resources.ts';
import { stubCredentials } from '../../../harness/dynamodb/embedded-tables.ts';
import { startScriptedServer } from '../../../harness/dynamodb/scripted-server.ts';

beforeAll(stubCredentials);
afterAll(() => void vi.unstubAllEnvs());

let stop = async () => {};
afterEach(() => stop());

/** A server that answers everything with the same; `asked` is what it was asked. */
const serve = async (status: number, type: string, body: string) => {
  const asked: string[] = [];
  const server = await startScriptedServer(async (request, response) => {
    asked.push(`${request.url} ${Buffer.concat(await request.toArray())}`);
    response.writeHead(status, { 'Content-Type': type }).end(body);
  });
  stop = server.stop;
  return { endpoint: server.endpoint, asked };
};

describe('localResources', () => {
  const resources = {
    dynamodbEndpoint: 'http://localhost:8000',
    eventbridgeEndpoint: 'http://localhost:3000/events',
    ordersTable: 'orders',
    eventsTable: 'events',
    metricsTable: 'metrics',
    eventBus: 'orders',
    paymentGatewayUrl: 'http://127.0.0.1:3',
  };

  it('are those of the local service', async () => {
    const { endpoint, asked } = await serve(200, 'application/json', JSON.stringify(resources));
    expect(await localResources(endpoint)).toEqual({ region: 'us-east-1', ...resources });
    expect(asked).toEqual(['/local/resources ']);
  });

  it('report a missing service and one that is not the local service', async () => {
    await expect(localResources('http://127.0.0.1:9')).rejects.toThrow('Start it with `npm start`');
    const { endpoint } = await serve(404, 'text/html', '<h1>Hello</h1>');
    await expect(localResources(endpoint)).rejects.toThrow('is not the local service');
  });
});

describe('stageResources', () => {
  const stackWith = (outputs: Readonly<Record<string, string>>) => {
    const members = Object.entries(outputs).map(
      ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
    );
    return `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
  };
  const lookUp = (endpoint: string) => stageResources('dev-jo', { region: 'eu-west-1', endpoint });

  it('are the outputs of the stage’s data stack', async () => {
    const outputs = { OrdersTableName: 'o', EventsTableName: 'e', MetricsTableName: 'm', EventBusName: 'b' };
    const { endpoint, asked } = await serve(200, 'text/xml', stackWith(outputs));
    expect(await lookUp(endpoint)).toEqual({
      region: 'eu-west-1',
      ordersTable: 'o',
      eventsTable: 'e',
      metricsTable: 'm',
      eventBus: 'b',
    });
    expect(asked[0]).toContain('StackName=order-service-dev-jo-data');
  });

  it('name the missing output, and the error of AWS', async () => {
    const { endpoint } = await serve(200, 'text/xml', stackWith({ EventBusName: 'b' }));
    await expect(lookUp(endpoint)).rejects.toThrow('deploy it again');
    await stop();
    const problem = 'Stack with id order-service-dev-jo-data does not exist';
    const refusal = `<ErrorResponse><Error><Code>ValidationError</Code><Message>${problem}</Message></Error></ErrorResponse>`;
    const missing = await serve(400, 'text/xml', refusal);
    await expect(lookUp(missing.endpoint)).rejects.toThrow(problem);
  });
});
