// The emulated AWS of the lab: one endpoint that real AWS SDK clients talk to, and handles on the state behind it.
import type { LabClock } from '../base/clock.ts';
import { cloudFormationService } from './cloudformation/cloudformation-service.ts';
import { type CloudFormationState, cloudFormationState } from './cloudformation/cloudformation-state.ts';
import { cloudWatchService } from './cloudwatch/cloudwatch-service.ts';
import { type CloudWatchState, cloudWatchState } from './cloudwatch/cloudwatch-state.ts';
import { type Authorize, type AwsCall, dispatcher, type Principal } from './dispatcher.ts';
import { ec2Service } from './ec2/ec2-service.ts';
import { type Ec2State, ec2State } from './ec2/ec2-state.ts';
import { createFaults, type Faults } from './faults.ts';
import { lambdaService } from './lambda/lambda-service.ts';
import { type LambdaState, lambdaState } from './lambda/lambda-state.ts';
import { type HandleRequest, type Listen, listen } from './listener.ts';
import { route53Service } from './route53/route53-service.ts';
import { type Route53State, route53State } from './route53/route53-state.ts';
import { bodyStore } from './s3/objects/body-store.ts';
import { memoryBodyStore } from './s3/objects/memory-body-store.ts';
import { s3Service } from './s3/s3-service.ts';
import { type S3State, s3State } from './s3/s3-state.ts';
import { secretsService } from './secrets/secrets-service.ts';
import { type SecretsState, secretsState } from './secrets/secrets-state.ts';
import type { Keys } from './signature/credential.ts';
import { snsService } from './sns/sns-service.ts';
import { type SnsState, snsState } from './sns/sns-state.ts';
import { ssmService } from './ssm/ssm-service.ts';
import { type SsmState, ssmState } from './ssm/ssm-state.ts';
import { statesService } from './states/states-service.ts';
import { type StatesState, statesState } from './states/states-state.ts';

export type { AwsCall } from './dispatcher.ts';
export type { Fault, Faults } from './faults.ts';
export type { Keys } from './signature/credential.ts';

/** The keys of operators and scenarios: the principal 'world', for whom everything is allowed. */
export const WORLD_KEYS: Keys = { accessKeyId: 'world', secretAccessKey: 'lab/secret+access/key/of/the/world' };

export interface CloudOptions {
  readonly clock: LabClock;
  readonly region: string;
  readonly accountId: string;
  /** Object bodies and parts live on disk there; the directory must exist. Left out, they live in memory. */
  readonly bodiesDirectory?: string;
  /** Where requests come in. Default: an HTTP port on the loopback address. */
  readonly listen?: Listen;
  /** Authorizes each call, except those of the principal 'world'. Default: everything is allowed. */
  readonly authorize?: Authorize;
  /** How long Route 53 changes stay PENDING, in lab ms. Default 0. */
  readonly insyncMs?: number;
  /**
   * Takes an Authorization header's word for who calls, without checking its signature: for callers in this process,
   * which cost as much to check as everything else together. Presigned links are always checked. Default false.
   */
  readonly believesCallers?: boolean;
  readonly onCall?: (call: AwsCall) => void;
}

export interface Cloud extends AsyncDisposable {
  /** http://127.0.0.1:port; the service is chosen by the SigV4 credential scope, also of presigned URLs. */
  readonly url: string;
  /** The function that signs with those keys. Unknown keys and wrong signatures get 403. WORLD_KEYS are known. */
  registerPrincipal(keys: Keys, principal: string): void;
  /** Answers one request without a socket. @throws ConnectionLost when the caller must get no answer */
  readonly handle: HandleRequest;
  readonly cloudformation: CloudFormationState;
  readonly s3: S3State;
  readonly route53: Route53State;
  readonly ssm: SsmState;
  readonly sns: SnsState;
  readonly secrets: SecretsState;
  readonly cloudwatch: CloudWatchState;
  readonly states: StatesState;
  readonly lambda: LambdaState;
  readonly ec2: Ec2State;
  readonly faults: Faults;
  /** Every call so far, oldest first. */
  readonly calls: AwsCall[];
  /** Signatures of the presigned URLs that were used. */
  readonly presigned: Set<string>;
}

export const startCloud = async (options: CloudOptions): Promise<Cloud> => {
  const { clock, region, accountId } = options;
  const account = { region, accountId, nowMs: () => clock.nowMs() };
  const { bodiesDirectory } = options;
  const s3 = s3State(account, bodiesDirectory === undefined ? memoryBodyStore() : bodyStore(bodiesDirectory));
  const route53 = route53State(account, options.insyncMs ?? 0);
  const cloudformation = cloudFormationState(account);
  const ssm = ssmState(account);
  const sns = snsState(account);
  const secrets = secretsState(account);
  const cloudwatch = cloudWatchState(account, clock);
  const states = statesState(account);
  const lambda = lambdaState(account);
  const ec2 = ec2State(account, clock);
  const faults = createFaults(clock);
  const calls: AwsCall[] = [];
  const presigned = new Set<string>();
  const principals = new Map<string, Principal>();
  const registerPrincipal = (keys: Keys, name: string) => void principals.set(keys.accessKeyId, { name, keys });
  registerPrincipal(WORLD_KEYS, 'world');
  const handle = dispatcher({
    clock,
    services: [
      cloudFormationService(cloudformation),
      s3Service(s3),
      route53Service(route53),
      ssmService(ssm),
      snsService(sns),
      secretsService(secrets),
      cloudWatchService(cloudwatch, account),
      statesService(states),
      lambdaService(lambda),
      ec2Service(ec2, account),
    ],
    principals,
    believesCallers: options.believesCallers ?? false,
    faults,
    onPresigned: (signature) => void presigned.add(signature),
    authorize: options.authorize,
    record: (call) => {
      calls.push(call);
      options.onCall?.(call);
    },
  });
  const open = options.listen ?? listen;
  const listener = await open(clock, handle, (error) => console.error('emulated AWS:', error));
  return {
    url: listener.url,
    handle,
    registerPrincipal,
    cloudformation,
    s3,
    route53,
    ssm,
    sns,
    secrets,
    cloudwatch,
    states,
    lambda,
    ec2,
    faults,
    calls,
    presigned,
    async [Symbol.asyncDispose]() {
      faults.clear();
      ec2[Symbol.dispose]();
      cloudwatch[Symbol.dispose]();
      await listener[Symbol.asyncDispose]();
    },
  };
};
