// Faults of a named restore point, and of the backups that trust and distrust name: what must be given together, and
// what must not. The forms cannot express that.

const TIME = 'a time like 2026-11-22T20:15:00Z';

type Fields = Readonly<Record<string, unknown>>;

const given = (raw: Fields, keys: readonly string[]): readonly string[] => keys.filter((key) => raw[key] !== undefined);

/** Whoever names a restore point signs it. */
export const restorePointFaults = (input: object): readonly string[] => {
  const raw: Fields = { ...input };
  const { restorePoint } = raw;
  const signed = given(raw, ['by', 'reason']);
  if (restorePoint === undefined) return signed.map((key) => `${key} belongs to restorePoint, which is missing`);
  const fields = typeof restorePoint === 'object' && restorePoint !== null ? { ...restorePoint } : {};
  return [
    ...(given(fields, ['id', 'before']).length === 1 ? [] : [`restorePoint: give either id or before, ${TIME}`]),
    ...['by', 'reason']
      .filter((key) => raw[key] === undefined)
      .map((key) => `${key} is missing: restorePoint requires it`),
  ];
};

/** One backup, or a window with both ends. */
const backupsFaults = (raw: Fields, isDistrust: boolean): readonly string[] => {
  const times = given(raw, ['from', 'to']);
  if (raw.backup !== undefined && times.length > 0) return ['backup: give either backup, or from and to'];
  if (times.length === 1) return [`${times[0] === 'from' ? 'to' : 'from'} is missing: ${TIME}`];
  return isDistrust && raw.backup === undefined && times.length === 0
    ? [`backup is missing: the id of a backup, or from and to, each ${TIME}`]
    : [];
};

export const trustFaults = (input: object): readonly string[] => backupsFaults({ ...input }, false);

export const distrustFaults = (input: object): readonly string[] => backupsFaults({ ...input }, true);
