// The one error that an emulated operation throws; each wire form writes it as its service would.

/** An answer of AWS that is not success: `code` as the service names it, `status` the HTTP status. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Members beside code and message, e.g. a JSON error's own fields. */
  readonly details: Readonly<Record<string, string>>;

  constructor(code: string, message: string, status = 400, details: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.details = details;
  }
}
