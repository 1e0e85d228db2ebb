/** Ids of the routes whose functions a simulated stage has. */
export type ApiFunctionId =
  | 'create-order'
  | 'pay-order'
  | 'cancel-order'
  | 'refund-order'
  | 'move-stock'
  | 'put-product'
  | 'ship-order'
  | 'deliver-order'
  | 'get-order'
  | 'list-orders'
  | 'stripe-webhook';
