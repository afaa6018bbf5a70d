// A restore of which it is not known whether it happened. It carries the text of the page after the upload, from which
// the operator can set restore.hints.successText.

import { Failure } from '../../domain/failure/failure.ts';
import { plainLine } from '../../domain/text/plain-text.ts';

const MOST_NOTICE = 300;

export class RestoreUnprovenError extends Failure {
  /** Text of a page that Twinbox did not understand; undefined where there was no page. */
  readonly notice: string | undefined;

  constructor(message: string, hint: string | undefined, notice?: string, cause?: unknown) {
    super('RestoreUnproven', message, hint, cause);
    this.notice = notice === undefined ? undefined : plainLine(notice, MOST_NOTICE);
  }
}
