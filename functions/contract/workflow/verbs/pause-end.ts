// A pause has one end. Its form cannot check that and still list the other faults.

/** Faults of `until` and `hours`, which exclude each other. */
export const pauseEndFaults = (raw: object): readonly string[] => {
  const given = ['until', 'hours'].filter((key) => key in raw);
  if (given.length === 0) return ['until is missing: a time like 2026-11-22T20:15:00Z, or hours, such as 4'];
  return given.length > 1 ? ['until and hours: give only one of them'] : [];
};
