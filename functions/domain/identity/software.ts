// What an appliance runs, as far as it says so: product, version and build, each empty where it was not told. Unknown is no difference, and
// is said where people read it. Pure.

export interface Software {
  readonly product: string;
  readonly version: string;
  readonly build: string;
}

/** Whether two facts may be the same: one that was not told may be anything. */
export const mayBeSame = (one: string, other: string): boolean => one === '' || other === '' || one === other;

export const maybeSameSoftware = (one: Software, other: Software): boolean =>
  mayBeSame(one.product, other.product) && mayBeSame(one.version, other.version) && mayBeSame(one.build, other.build);

/** Which of the three were not told. */
export const unreportedOf = (software: Software): readonly string[] =>
  (['product', 'version', 'build'] as const).filter((fact) => software[fact] === '');

/** `rs 24.3.2 (73122)`, with what is not told said. */
export const describeSoftware = ({ product, version, build }: Software): string =>
  `${product || 'product not told'} ${version || 'version not told'} (${build || 'build not told'})`;
