import { busRuleEntries } from '../../lib/contract/bus-rules.ts';
import { routeEntries } from '../../lib/contract/routes.ts';
import { stackName } from '../names.ts';
import type { Stage } from '../stage.ts';
import type { Acknowledgement } from './acknowledgement.ts';
import { releaseAcknowledgements } from './release-acknowledgements.ts';
import { serverlessAcknowledgements } from './serverless-acknowledgements.ts';

const publicRoutes = routeEntries.filter(([, { scope }]) => scope === null).map(([, route]) => route);

/** The findings of AWS's rules that stay: each names one resource, so that the same mistake elsewhere is still found. */
export const acknowledgements = (stage: Pick<Stage, 'name' | 'settings'>): Acknowledgement[] => {
  const data = stackName(stage, 'data');
  const events = stackName(stage, 'events');
  const api = stackName(stage, 'api');
  const jobs = stackName(stage, 'jobs');
  return [
    ...releaseAcknowledgements(stage),
    {
      path: `${data}/CursorKey/Resource`,
      rule: 'AwsSolutions-SMG4',
      reason:
        'The key only signs cursors of lists that the caller may read anyway; operators rotate it by hand when it leaks.',
    },
    ...(stage.settings.syntheticOrders ? [`${data}/SyntheticSecret/Resource`] : []).map((path) => ({
      path,
      rule: 'AwsSolutions-SMG4',
      reason: 'The issuer makes the secret and rotates it; operators store the new one.',
    })),
    {
      path: `${data}/WebhookSecret/Resource`,
      rule: 'AwsSolutions-SMG4',
      reason: 'The payment gateway makes the secret and rotates it; operators store the new one.',
    },
    {
      path: `${events}/Failures/Resource`,
      rule: 'AwsSolutions-S1',
      reason:
        'Lambda alone writes here, operators alone read, all of it goes after 30 days; the log would need a second bucket.',
    },
    ...busRuleEntries.map(([name]) => ({
      path: `${events}/${name}-rule/DeadLetters/Resource`,
      rule: 'AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue, of a rule’s target; the check knows only those of other queues.',
    })),
    ...['relay-events', 'aggregate-metrics', 'judge-unanswered'].map((id) => ({
      path: `${events}/${id}/Role/DefaultPolicy/Resource`,
      // CDK's logical id of the failure bucket; the finding quotes it.
      rule: 'AwsSolutions-IAM5[Resource::<Failures8A3E1A2F.Arn>/*]',
      reason:
        'Lambda names the objects of failed batches, and takes no bucket that the role may not write to as a whole.',
    })),
    {
      path: `${jobs}/redrive-batches/Role/DefaultPolicy/Resource`,
      // Another stack has the bucket; the finding quotes the name of its export.
      rule: `AwsSolutions-IAM5[Resource::${events}:ExportsOutputFnGetAttFailures8A3E1A2FArnE85E26A7/aws/lambda/async/*]`,
      reason:
        'Lambda names the objects of failed batches; the folder has only those of asynchronous invocations.',
    },
    ...publicRoutes.map(({ method, path }) => ({
      path: `${api}/Api/${method}${path.replaceAll('/', '--')}/Resource`,
      rule: 'AwsSolutions-APIG4',
      reason: 'The contract declares this route public.',
    })),
    {
      path: `${api}/DefaultRoute/Resource`,
      rule: 'AwsSolutions-APIG4',
      reason: 'It only answers that there is no such path or method; clients need no token to learn that.',
    },
    ...serverlessAcknowledgements(stage),
  ];
};
