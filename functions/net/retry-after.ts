// How long a server asks to be left alone. Source: RFC 9110, section 10.2.3: seconds, or a date.

/** @returns milliseconds from now, never negative; undefined where the header is missing or says neither. */
export const retryAfterMs = (header: string | undefined, nowMs: number): number | undefined => {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  // A date begins with the name of a day; all else that a date parser would take is no date of HTTP.
  const atMs = /^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
};
