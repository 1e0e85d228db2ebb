import { createDynamoStockLedger } from '../../../../lib/adapters/dynamodb/dynamo-stock-ledger.ts';
import { useEmbeddedShop } from '../../../harness/dynamodb/embedded-shop.ts';
import { stockLedgerContract } from '../../app/ports/stock-ledger.contract.ts';

const emptyShop = useEmbeddedShop();

stockLedgerContract(async () => {
  const shop = await emptyShop();
  return {
    ...shop,
    ledger: createDynamoStockLedger({ client: shop.client, tableName: shop.ordersTable }),
  };
});
