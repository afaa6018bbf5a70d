// The refusal of a password for /login, with what tells that password from the next one without telling the password.

import { Failure } from '../../domain/failure/failure.ts';
import type { RefusedLogin } from '../../domain/record/pair-record.ts';

export class LoginRefusedError extends Failure {
  readonly refused: RefusedLogin;

  constructor(message: string, hint: string | undefined, refused: RefusedLogin) {
    super('LoginRefused', message, hint);
    this.refused = refused;
  }
}
