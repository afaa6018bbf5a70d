// The owner's function over a simulated hypervisor or power strip, called through the emulated Lambda, and the method
// over all of them.
import { LambdaClient } from '@aws-sdk/client-lambda';
import { lambdaPower, plannedPower } from '../../functions/power/lambda/lambda-power.ts';
import type { Power, PowerOrder } from '../../functions/power/power.ts';
import { type SimulatedAppliance, startAppliance } from '../../lab/appliance/appliance.ts';
import { createCertificateAuthority } from '../../lab/network/certificate-authority.ts';
import { type Hypervisor, startHypervisor } from '../../lab/world/power/hypervisor.ts';
import { hypervisorFunction, stripFunction } from '../../lab/world/power/power-function.ts';
import { type PowerStrip, startPowerStrip } from '../../lab/world/power/power-strip.ts';
import { startCloud } from '../../packages/local-cloud/aws/cloud.ts';
import { scaledClock } from '../../packages/local-cloud/base/clock.ts';
import { ORDER } from './power-tools.ts';

const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:power-london';
export const UUID = '4c4c4544-0042-3510-8057-b7c04f463232';
const TOKEN = 'twinbox@pve!fence=secret';
const ACCOUNT = { user: 'twinbox', password: 'strip-password' };

type Handler = (request: unknown) => Promise<object>;

export interface LambdaStage extends AsyncDisposable {
  readonly appliance: SimulatedAppliance;
  readonly hypervisor: Hypervisor;
  readonly strip: PowerStrip;
  readonly power: Power;
  readonly planned: Power;
  /** The payloads so far. */
  readonly payloads: Record<string, unknown>[];
  /** What the function does; the worked example, unless a test replaces it. */
  handler: Handler;
  /** How much later it is for the method than for the world. */
  laterMs: number;
  /** Whether Lambda lets us call it. */
  mayCall: boolean;
}

export const lambdaStage = async (
  device: 'hypervisor' | 'strip' = 'hypervisor',
  order: PowerOrder = ORDER,
): Promise<LambdaStage> => {
  await using stack = new AsyncDisposableStack();
  const ca = await createCertificateAuthority();
  const clock = stack.use(scaledClock(10));
  const place = { address: '127.0.0.1', port: 0, ca, clock };
  const appliance = stack.use(
    await startAppliance({
      ...place,
      name: 'london',
      tlsNames: ['support.example.com'],
      accounts: { clientId: 'a', clientSecret: 'b' },
      configuration: '',
      backupBytes: 20_000,
    }),
  );
  const hypervisor = stack.use(await startHypervisor({ ...place, appliance, uuid: UUID, token: TOKEN }));
  const strip = stack.use(await startPowerStrip({ ...place, ...ACCOUNT, appliance, serialNumber: 'PDU7' }));
  const cloud = stack.use(
    await startCloud({
      ...{ clock, region: 'eu-west-1', accountId: '123456789012', believesCallers: true },
      authorize: () => ({ allowed: self.mayCall, reason: 'no statement' }),
    }),
  );
  const keys = { accessKeyId: 'FENCE', secretAccessKey: 'secret of the role' };
  cloud.registerPrincipal(keys, 'fence');
  const options = { appliance: 'london', caPem: ca.caPem, nowMs: () => Date.now() };
  const payloads: Record<string, unknown>[] = [];
  const self = {
    laterMs: 0,
    mayCall: true,
    handler:
      device === 'hypervisor'
        ? await hypervisorFunction(hypervisor, TOKEN, options)
        : await stripFunction(strip, ACCOUNT, options),
  };
  cloud.lambda.invoke = async (_arn, payload) => {
    const request = JSON.parse(payload) as Record<string, unknown>;
    payloads.push(request);
    try {
      return { payload: JSON.stringify(await self.handler(request)) };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return { functionError: 'Unhandled', payload: JSON.stringify({ errorType: name, errorMessage: message }) };
    }
  };
  const client = new LambdaClient({ endpoint: cloud.url, region: 'eu-west-1', credentials: keys, maxAttempts: 1 });
  stack.defer(() => client.destroy());
  const of = {
    ...{ pair: 'support', appliance: 'london', functionArn: FUNCTION_ARN, order },
    nowMs: () => Date.now() + self.laterMs,
  };
  const owned = stack.move();
  return Object.assign(self, {
    ...{ appliance, hypervisor, strip, payloads },
    power: lambdaPower(client, of),
    planned: plannedPower(client, of),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  });
};
