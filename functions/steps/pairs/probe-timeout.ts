// The limit of a probe in a step. All probes of a step run at once, so two rounds of them fit into a function's 30 s. The
// watcher's rounds and Fence's have shorter limits of their own.

export const PROBE_TIMEOUT_MS = 5_000;
