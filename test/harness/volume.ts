/**
 * How much of something a test that shows it by quantity goes through: as much as was promised where there is time,
 * in CI (`CI=true npx vitest run …`), less in other runs.
 */
export const volume = ({ inCi, usual }: { readonly inCi: number; readonly usual: number }): number =>
  process.env['CI'] === 'true' ? inCi : usual;
