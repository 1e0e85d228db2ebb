import type { RotatedSecret } from '../../lib/platform/secrets/secret.ts';

/**
 * A secret with fixed values.
 * @param facts.previous its value before the last rotation.
 * @param facts.rotated its value in the store, which is read once `current` is rejected.
 */
export const aSecret = (
  current: string,
  { previous, rotated = current }: { readonly previous?: string; readonly rotated?: string } = {},
): RotatedSecret =>
  Object.assign(async (_: unknown, rejected?: string) => (rejected === current ? rotated : current), {
    previous: async () => previous,
  });
