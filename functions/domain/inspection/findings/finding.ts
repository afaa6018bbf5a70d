// One finding of an inspection: a fault of the pair before it causes an outage.

/** The runbook sections StandbyUnfit, OutOfParity and CertificateExpiring say what to do about each kind. */
export interface Finding {
  /** Name of the failure, or of what was found. */
  readonly name: string;
  /** One sentence with the evidence. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** False if it is reported but raises no alarm of its own. */
  readonly alarms: boolean;
}
