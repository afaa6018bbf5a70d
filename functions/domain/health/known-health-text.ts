// An answer of /check_health as it is stored: identified by a digest, without its text.

/** An answer, identified by a digest. */
export interface HealthText {
  readonly digest: string;
  /** What it is, as a phrase: `plain text of 9 characters`. */
  readonly message: string;
}

/** The answer of a healthy appliance, and a different answer since, with the ISO time of the first of these. */
export interface KnownHealthText extends HealthText {
  /** Its software at that time. */
  readonly runs: string;
  readonly other?: HealthText & { readonly since: string };
}
