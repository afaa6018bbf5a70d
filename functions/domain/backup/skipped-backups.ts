// The backups that a recovery does not restore, within bounds: the newest few each with its reason, all others counted.
// They are part of the execution's data and causes, which are limited to 256 KiB, while the backup store may hold
// thousands. Pure.

/** A backup that is not restored, and why, as a clause for the report. */
export interface PassedOver {
  readonly backupId: string;
  readonly reason: string;
}

export interface SkippedBackups {
  /** Whether one more can be named. */
  readonly hasRoom: () => boolean;
  readonly name: (backupId: string, reason: string) => void;
  /** Counts one that is not named, by its reason. */
  readonly count: (reason: string) => void;
  /** Those named, in order, and one row for all others. */
  readonly rows: () => readonly PassedOver[];
  /** How many there are. */
  readonly total: () => number;
  /** Notes one that only a person's word keeps out; those about which nobody can be asked are counted. */
  readonly ask: (passedOver?: PassedOver) => void;
  /** Whether one more may be asked about. */
  readonly mayAskMore: () => boolean;
  /** The newest few that only a person's word keeps out, and how many more there are. */
  readonly asked: () => { readonly newest: readonly PassedOver[]; readonly more: number };
}

const MOST_NAMED = 20;
const MOST_LETTERS = 400;
const MOST_REASONS = 10;
/** A person decides about one or two. */
const MOST_ASKED = 5;

const short = (text: string): string => (text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text);

export const skippedBackups = (): SkippedBackups => {
  const named: PassedOver[] = [];
  const counts = new Map<string, number>();
  const asked: PassedOver[] = [];
  let moreAsked = 0;
  const count = (reason: string): void => {
    const counted = counts.has(reason) || counts.size < MOST_REASONS ? reason : 'other reasons';
    counts.set(counted, (counts.get(counted) ?? 0) + 1);
  };
  const hasRoom = (): boolean => named.length < MOST_NAMED;
  const mayAskMore = (): boolean => asked.length < MOST_ASKED;
  const counted = (): number => [...counts.values()].reduce((sum, one) => sum + one, 0);
  return {
    mayAskMore,
    ask: (one) => {
      if (one && mayAskMore()) asked.push({ ...one, reason: short(one.reason) });
      else moreAsked += 1;
    },
    asked: () => ({ newest: [...asked], more: moreAsked }),
    total: () => named.length + counted(),
    hasRoom,
    count,
    name: (backupId, reason) => {
      if (hasRoom()) named.push({ backupId, reason: short(reason) });
      else count('other reasons');
    },
    rows: () => {
      const more = counted();
      if (more === 0) return [...named];
      const reason = [...counts].map(([one, times]) => `${times} ${short(one)}`).join(', ');
      return [...named, { backupId: `and ${more} more`, reason }];
    },
  };
};
