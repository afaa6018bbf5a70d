// An answer of /check_health as it is kept: told apart from others without its text.

/** An answer, told apart from others without its text. */
export interface HealthText {
  readonly digest: string;
  /** What it is, as a phrase: `plain text of 9 characters`. */
  readonly message: string;
}

/** What an appliance answered while it was well, and another answer since, with the ISO time of the first of these. */
export interface KnownHealthText extends HealthText {
  /** What it ran then. */
  readonly runs: string;
  readonly other?: HealthText & { readonly since: string };
}
