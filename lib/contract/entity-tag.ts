/** The entity tag of a version, as in `ETag` and `If-Match`. */
export const entityTagOf = ({ version }: { readonly version: number }): string => `"${version}"`;
