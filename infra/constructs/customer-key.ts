import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Stage } from '../stage.ts';

/** The stage's own key, if it has one. Its policy is its owner's: docs/deploy.md says which services need it. */
export const customerKey = (scope: Construct, { settings }: Stage, id = 'CustomerKey'): IKey | undefined =>
  settings.encryptionKeyArn === undefined ? undefined : Key.fromKeyArn(scope, id, settings.encryptionKeyArn);

/** Permissions of a function that reads and writes data under the key. */
export const useOfCustomerKey = ({ settings }: Stage): readonly PolicyStatement[] =>
  settings.encryptionKeyArn === undefined
    ? []
    : [
        new PolicyStatement({
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [settings.encryptionKeyArn],
        }),
      ];
