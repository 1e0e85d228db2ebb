import { describe, expect, it } from 'vitest';
import { dev } from '../../infra/stages/dev.ts';
import { stageEnvironment } from '../../infra/stages/stage-environment.ts';

import { readStageSettings } from '../../infra/stages/stage-settings.ts';
import { environmentVariables as names } from '../../lib/contract/service.ts';
import { orderServiceDeployment } from '../../tools/local-cloud/order-service-deployment.ts';
import { anApiEvent } from '../builders/an-api-event.ts';
import { startFunctions } from '../harness/functions/running-functions.ts';

const endpoints = { dynamodb: '', eventbridge: '', s3: '', paymentGateway: '' };

describe.each(['on', 'off'] as const)('an API reference that is %s', (apiReference) => {
  it('is so in the environment of a stage and of the local run', () => {
    const stage = readStageSettings('dev', { ...dev, apiReference });
    const local = orderServiceDeployment({ apiReference });
    expect(stageEnvironment(stage)[names.apiReference]).toBe(apiReference);
    expect(local.environment(endpoints)[names.apiReference]).toBe(apiReference);
    expect(local.reference).toBe(apiReference === 'on' ? '/docs' : undefined);
  });

  it('decides whether its routes answer as if there were none', async () => {
    const functions = await startFunctions({ [names.apiReference]: apiReference });
    const answers = [];
    for (const routeId of ['api-reference', 'openapi-document'] as const) {
      const { statusCode, body } = await functions.invoke(routeId, anApiEvent(routeId, { claims: null }));
      answers.push(statusCode === 404 ? JSON.parse(body).error.code : statusCode);
    }
    await functions.stop();
    const expected = apiReference === 'on' ? 200 : 'API-001';
    expect(answers).toEqual([expected, expected]);
  });
});
