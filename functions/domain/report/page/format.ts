// Formats times and durations for the page. A time that cannot be parsed is shown as it is, so that it never breaks a
// report. Pure.

const isoOf = (time: string): string | undefined => {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
};

/** `2026-11-22 20:15:03 UTC` */
export const utc = (time: string): string =>
  isoOf(time)
    ?.replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC') ?? time;

/** `20:15:03.2`, with its date where that is not the day of `beside`. UTC; the column heading must say so. */
export const clockOf = (time: string, beside: string): string => {
  const iso = isoOf(time);
  if (iso === undefined) return time;
  const clock = iso.slice(11, 21);
  return iso.slice(0, 10) === isoOf(beside)?.slice(0, 10) ? clock : `${iso.slice(0, 10)} ${clock}`;
};

const HOUR_SECONDS = 3600;

/** `12.5 s`, `3 min 12 s`, `2 h 5 min`, `3 d 4 h` */
export const spanOf = (seconds: number): string => {
  if (!Number.isFinite(seconds)) return 'unknown';
  if (seconds < 0) return `-${spanOf(-seconds)}`;
  if (seconds < 59.95) return `${seconds.toFixed(1).replace(/\.0$/, '')} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (whole < HOUR_SECONDS) return `${minutes} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
  return `${Math.floor(hours / 24)} d${hours % 24 === 0 ? '' : ` ${hours % 24} h`}`;
};

/** `1.4 GB (1400000000 bytes)` */
export const bytesOf = (bytes: number): string => {
  if (!Number.isFinite(bytes)) return 'unknown';
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return power === 0 ? `${bytes} bytes` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power]} (${bytes} bytes)`;
};

/** Our own sentences with readable times. */
export const readable = (sentence: string): string =>
  sentence.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, (time) => utc(time));
