// One finding of an inspection: what is wrong with the pair while nothing has happened yet.

/** Runbook, sections StandbyUnfit, OutOfParity and CertificateExpiring, tell what each kind asks for. */
export interface Finding {
  /** Name of the failure, or of what was found. */
  readonly name: string;
  /** One sentence with the evidence. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** False where it is told but raises no alarm of its own. */
  readonly alarms: boolean;
}
