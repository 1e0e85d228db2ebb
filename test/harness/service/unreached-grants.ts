/** Grants that no service test reaches, as `<function> <action>`, each with the reason. */
export const unreachedGrants: Readonly<Record<string, string>> = {
  'create-order dynamodb:Query':
    'of the catalogue: the loader of a deployed function primes it, and test/infra/packaging does',
  'list-products dynamodb:BatchGetItem':
    'products of earlier versions only; test/lib/adapters/dynamodb has them',
  'reconcile-payments dynamodb:UpdateItem':
    'changes of the circuit, which an outage during reconciliation causes; the policy is that of pay-order',
  'send-canary dynamodb:UpdateItem':
    'judges a canary that is late, which none is on a quiet machine; test/lib/adapters/dynamodb/canary does',
  'split-stock dynamodb:PutItem': 'depends on conflicts; dynamo-stock-contention.test.ts splits stock items',
  'split-stock dynamodb:UpdateItem': 'as PutItem',
  'split-stock dynamodb:DeleteItem': 'merges stock items after an hour without conflicts',
  'fold-environments dynamodb:GetItem':
    'folds environments that were idle for hours; test/lib/metrics folds them',
  'fold-environments dynamodb:UpdateItem': 'as GetItem',
};
