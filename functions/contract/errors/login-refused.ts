// The refusal of a password for /login, with what tells that password from the next one without telling the password.

import type { RefusedLogin } from '../../domain/record/pair-record.ts';
import { NamedError } from './named-error.ts';

export class LoginRefusedError extends NamedError {
  readonly refused: RefusedLogin;

  constructor(message: string, hint: string, refused: RefusedLogin) {
    super('LoginRefused', message, hint);
    this.refused = refused;
  }
}
