// Gives the restore method of an appliance, as set in the settings.
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { applianceOf } from '../../contract/settings/pair-settings.ts';
import type { RestoreMethodOf } from '../appliance.ts';
import { lambdaRestore } from './lambda-restore.ts';
import { type LoginFormTools, loginForm } from './login-form/login-form.ts';
import { rehearseSignIn } from './login-form/rehearse-sign-in.ts';
import type { SignInRehearsalOf } from './sign-in-rehearsal.ts';

export interface RestoreMethodTools extends LoginFormTools {
  readonly lambda: LambdaClient;
}

export const restoreMethodOf =
  (tools: RestoreMethodTools): RestoreMethodOf =>
  (settings, appliance) => {
    const { restore } = applianceOf(settings, appliance);
    return restore.method === 'lambda'
      ? lambdaRestore(tools.lambda, restore.functionArn, tools.clock)
      : loginForm(tools, restore);
  };

export const signInRehearsalOf =
  (tools: LoginFormTools): SignInRehearsalOf =>
  (settings, appliance) => {
    const { restore } = applianceOf(settings, appliance);
    return restore.method === 'login-form' ? rehearseSignIn(tools, restore) : undefined;
  };
