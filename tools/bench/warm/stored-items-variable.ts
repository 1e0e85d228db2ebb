/** Environment variable through which the stand-ins get the table's items, as JSON. */
export const storedItemsVariable = 'BENCHMARK_STORED_ITEMS';
