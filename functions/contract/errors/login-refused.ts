// The refusal of a password at /login. It carries what identifies that password, so that no recovery tries it again,
// but not the password itself.

import { Failure } from '../../domain/failure/failure.ts';
import type { RefusedLogin } from '../../domain/record/pair-record.ts';

export class LoginRefusedError extends Failure {
  readonly refused: RefusedLogin;

  constructor(message: string, hint: string | undefined, refused: RefusedLogin) {
    super('LoginRefused', message, hint);
    this.refused = refused;
  }
}
