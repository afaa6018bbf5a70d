// One Lambda function: its bundle, its size from the contract, and its own role, which may only write its log group and
// traces. Every further permission comes from a construct's `grantX`, which also sets the variable that names the
// granted resource.
import { type ArnComponents, ArnFormat, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing, type Version } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Variable } from '../../functions/contract/runtime/environment.ts';
import type { FunctionName } from '../../functions/contract/runtime/functions.ts';
import { trusted } from '../iam/service-trust.ts';
import { acknowledgeWildcards } from '../iam/wildcards.ts';

export interface TwinboxFunctionProps {
  /** Name of the pair that it serves. */
  readonly pair: string;
  readonly verb: FunctionName;
  /** Folder that holds the bundle `index.mjs`. */
  readonly folder: string;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  /** Reserved copies, which no other function of the account can use; default none. */
  readonly reservedConcurrency?: number;
}

/** A permission, with a name for the reviewer of the template. */
export interface Permission {
  /** Letters and digits; unique within a function's policy. */
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, unknown>>;
  /** Why the wildcards in the resources cannot be narrower. Without it, a wildcard stops the synth. */
  readonly wildcards?: string;
}

/** A verb as the id of a construct: `upload-backup` → `UploadBackup`. */
export const idOf = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/** The name in AWS of a resource of the pair; the stacks of several pairs share one account. */
export const nameFor = (pair: string, what: string): string => `Twinbox-${pair}-${what}`;

const ours = (resourceName: string): ArnComponents => ({
  service: 'lambda',
  resource: 'function',
  resourceName,
  arnFormat: ArnFormat.COLON_RESOURCE_NAME,
});

export class TwinboxFunction extends Construct {
  readonly verb: FunctionName;
  readonly lambda: LambdaFunction;
  readonly role: IRole;
  readonly logGroupName: string;

  constructor(scope: Construct, props: TwinboxFunctionProps) {
    super(scope, idOf(props.verb));
    this.verb = props.verb;
    const functionName = nameFor(props.pair, props.verb);
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.logGroupName = logGroup.logGroupName;
    this.role = new Role(this, 'Role', {
      // Assumption: for a version, Lambda passes the ARN of the function. The ARN of the version is allowed too.
      assumedBy: trusted(this, 'lambda.amazonaws.com', ours(functionName), ours(`${functionName}:*`)),
      description: `What ${functionName} may do`,
    });
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.folder),
      memorySize: props.memoryMegabytes,
      timeout: Duration.seconds(props.timeoutSeconds),
      role: this.role,
      ...(props.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: props.reservedConcurrency }),
      logGroup,
      tracing: Tracing.ACTIVE,
      // A recovery that runs during a deployment keeps calling the versions it began with. A rolled-back update also
      // removes its version: a leftover would prevent the same code from being published again.
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
    });
    this.permit({
      sid: 'OwnLogs',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
      wildcards: "The streams of the function's own log group.",
    });
    acknowledgeWildcards(this.role, ['*'], 'xray:PutTraceSegments and xray:PutTelemetryRecords know no resources.');
  }

  /** The published version of the deployed code; it does not change under a running execution. */
  get version(): Version {
    return this.lambda.currentVersion;
  }

  /** Adds one statement to this function's role. */
  permit(permission: Permission): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({
        sid: permission.sid,
        actions: [...permission.actions],
        resources: [...permission.resources],
        ...(permission.conditions ? { conditions: { ...permission.conditions } } : {}),
      }),
    );
    if (permission.wildcards) acknowledgeWildcards(this.role, permission.resources, permission.wildcards);
  }

  /** Sets a variable of the contract. */
  setVariable(name: Variable, value: string): void {
    this.lambda.addEnvironment(name, value);
  }
}
