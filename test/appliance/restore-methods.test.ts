// Both ways to restore, held to the one contract: the user's own function as the lab writes it, and the web interface
// with pages of several kinds.
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { restoreMethodOf } from '../../functions/appliance/restore/restore-method-of.ts';
import { CLIENTS_OF } from '../../functions/contract/runtime/clients.ts';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import { pageSetOf } from '../../lab/appliance/pages/page-set.ts';
import { restoreFunction } from '../../lab/scenario/setup/restore-function.ts';
import { clockShowing, machine } from '../doubles/machine.ts';
import { pairOf } from './pair.ts';
import { type MethodOnStage, restoreMethodContract } from './restore-method.contract.ts';
import { type RestoreStage, restoreStage, type StageChoices } from './restore-stage.ts';

const settingsWith = ({ order }: RestoreStage): PairSettings => {
  const pair = pairOf();
  return { ...pair, appliances: pair.appliances.map((one) => (one.name === 'dublin' ? order.appliance : one)) };
};

const lambdaOnStage = async (): Promise<MethodOnStage> => {
  const stage = await restoreStage();
  const lambda = new LambdaClient({ region: 'eu-west-1', ...CLIENTS_OF['upload-backup'].lambda });
  let { account } = stage.dublin;
  const knowing = new Proxy(stage.dublin, {
    get: (appliance, key) => (key === 'account' ? account : Reflect.get(appliance, key)),
  });
  const own = restoreFunction(knowing, stage.caPem, () => '{}');
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  mockClient(lambda)
    .on(InvokeCommand)
    .callsFake(async ({ Payload }: { Payload: string }) => {
      try {
        return { Payload: bytes(await own(JSON.parse(Payload))) };
      } catch (error) {
        const { name, message } = error as Error & { code?: string };
        // A function whose connection broke after the upload does not catch it: it crashes.
        const crashed = /hang up|reset/i.test(message);
        return {
          FunctionError: 'Unhandled',
          Payload: bytes({ errorType: crashed ? 'Runtime.ExitError' : name, errorMessage: message }),
        };
      }
    });
  const method = restoreMethodOf({ lambda, secrets: stage.secrets, ...machine })(settingsWith(stage), 'dublin');
  const refuseAccount = () => {
    account = { ...account, clientSecret: 'password of nobody' };
  };
  return { stage, method, refuseAccount, refusedAs: 'RestoreRefused' };
};

const loginOnStage = async (seed: number, choices: StageChoices = {}): Promise<MethodOnStage> => {
  const restore = { method: 'login-form', secret: 'twinbox/dublin-login', hints: { acceptAgreement: true } };
  const stage = await restoreStage({ restore, ...choices, dublin: { loginPages: pageSetOf(seed), ...choices.dublin } });
  const lambda = new LambdaClient({ region: 'eu-west-1' });
  const method = restoreMethodOf({ lambda, secrets: stage.secrets, ...machine, clock: clockShowing(stage.nowMs) })(
    settingsWith(stage),
    'dublin',
  );
  const refuseAccount = () => {
    stage.secretValues.set('twinbox/dublin-login', { user: 'restorer', password: 'password of nobody' });
  };
  return { stage, method, refuseAccount, refusedAs: 'LoginRefused' };
};

restoreMethodContract('a function of the user’s own', lambdaOnStage);
for (const seed of [0, 1, 2, 3]) restoreMethodContract(`the web interface of seed ${seed}`, () => loginOnStage(seed));
restoreMethodContract('the web interface with an authenticator and a password for the backup', () =>
  loginOnStage(4, {
    backupPassword: 'sesame & street',
    dublin: { loginAccount: { user: 'restorer', password: 'p&s=w+rd of dublin', totpSeed: 'JBSWY3DPEHPK3PXP' } },
  }),
);
