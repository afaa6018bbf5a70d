// A restore of which nobody knows whether it happened, with what the page after the upload said, for the hint that a person sets.

import { Failure } from '../../domain/failure/failure.ts';
import { plainLine } from '../../domain/text/plain-text.ts';

const MOST_NOTICE = 300;

export class RestoreUnprovenError extends Failure {
  /** What the page said and nobody understood; undefined where there was no page. */
  readonly notice: string | undefined;

  constructor(message: string, hint: string | undefined, notice?: string, cause?: unknown) {
    super('RestoreUnproven', message, hint, cause);
    this.notice = notice === undefined ? undefined : plainLine(notice, MOST_NOTICE);
  }
}
