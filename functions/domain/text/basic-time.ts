// Times as they stand in ids, keys and names: ISO 8601 in its basic form, in whole seconds, which sorts by time. Pure.

/** `20261122T201503Z` from any ISO time. */
export const basicIso = (iso: string): string => new Date(iso).toISOString().replace(/[-:]|\.\d+/g, '');

/** The ISO time at the beginning of such an id. */
export const timeOfId = (id: string): string => {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-/.exec(id);
  if (!found) throw new RangeError(`${id} does not begin with a time`);
  const [, year, month, day, hour, minute, second] = found;
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
};
