/**
 * Passes a value on when it is above the bound, and from then on every value, so that its return to rest is seen. CloudWatch
 * charges for a metric by the hours in which it has data.
 * @param bound the greatest value that needs no notice.
 */
export const newsAbove = (bound: number, publish: (value: number) => void): ((value: number) => void) => {
  let hadNews = false;
  return (value) => {
    hadNews ||= value > bound;
    if (hadNews) publish(value);
  };
};
