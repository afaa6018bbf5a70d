// How long a server asks to wait. Source: RFC 9110, section 10.2.3: seconds, or a date.

/** The three forms of a date that a recipient must accept (section 5.6.7), all in UTC; a date parser would accept others too. */
const IN_UTC = /^[A-Z][a-z]{2,8}, .{1,40} (GMT|UTC)$/;
const ASCTIME = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})$/;

const httpDateMs = (text: string): number => {
  if (IN_UTC.test(text)) return Date.parse(text);
  const [, month, day, time, year] = ASCTIME.exec(text) ?? [];
  return month === undefined ? Number.NaN : Date.parse(`${day} ${month} ${year} ${time} GMT`);
};

/**
 * @param date the Date header of the same answer: the server's clock may be off by hours.
 * @returns milliseconds from now, never negative; undefined if the header is missing or invalid.
 */
export const retryAfterMs = (header: string | undefined, nowMs: number, date?: string): number | undefined => {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const atMs = httpDateMs(text);
  const saidMs = httpDateMs(date?.trim() ?? '');
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - (Number.isNaN(saidMs) ? nowMs : saidMs));
};
