// The software of an appliance as reported: product, version and build, each empty if not reported. An unknown fact
// does not count as a difference, and messages name it. Pure.

export interface Software {
  readonly product: string;
  readonly version: string;
  readonly build: string;
}

/** Whether two facts may be the same: an unknown one matches anything. */
export const mayBeSame = (one: string, other: string): boolean => one === '' || other === '' || one === other;

export const maybeSameSoftware = (one: Software, other: Software): boolean =>
  mayBeSame(one.product, other.product) && mayBeSame(one.version, other.version) && mayBeSame(one.build, other.build);

/** Which of the three were not reported. */
export const unreportedOf = (software: Software): readonly string[] =>
  (['product', 'version', 'build'] as const).filter((fact) => software[fact] === '');

/** `rs 24.3.2 (73122)`, with unknown facts named. */
export const describeSoftware = ({ product, version, build }: Software): string =>
  `${product || 'unknown product'} ${version || 'unknown version'} (${build || 'unknown build'})`;
