// How much an appliance holds, in a handful of numbers: what a restore must bring back, and what a capture must not have lost.

/** Totals of the Configuration API by collection name (`user`, `group-policy`); a collection that was refused is left out. */
export type Fingerprint = Readonly<Record<string, number>>;
