// The restore point that a person named for one recovery, instead of the newest eligible backup. Pure.

interface Named {
  readonly by: string;
  readonly reason: string;
}

/** Exactly that backup, by its id. */
export interface NamedById extends Named {
  readonly id: string;
}

/** The newest eligible backup captured before that ISO time. */
export interface NamedByTime extends Named {
  readonly before: string;
}

export type NamedRestorePoint = NamedById | NamedByTime;

export const namedId = (named: NamedRestorePoint | undefined): string | undefined =>
  named && 'id' in named ? named.id : undefined;

export const namedBefore = (named: NamedRestorePoint | undefined): string | undefined =>
  named && 'before' in named ? named.before : undefined;

/** A phrase with who named it and why: `the backup X, named by kim (reason)`. */
export const describeNamed = (named: NamedRestorePoint): string => {
  const what = 'id' in named ? `the backup ${named.id}` : `the newest eligible backup before ${named.before}`;
  return `${what}, named by ${named.by} (${named.reason})`;
};

/** The input that names it again. */
export const namedInput = (named: NamedRestorePoint): Readonly<Record<string, unknown>> => {
  const { by, reason } = named;
  return { restorePoint: 'id' in named ? { id: named.id } : { before: named.before }, by, reason };
};
