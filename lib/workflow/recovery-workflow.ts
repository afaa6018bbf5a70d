// The state machine that runs every recovery of the pair, and who may read, start or stop its executions.
import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { PHASES } from '../../functions/contract/workflow/phases.ts';
import { idOf, nameFor, type TwinboxFunction } from '../functions/twinbox-function.ts';
import type { TwinboxFunctions } from '../functions/twinbox-functions.ts';
import { trusted } from '../iam/service-trust.ts';
import { acknowledgeWildcards } from '../iam/wildcards.ts';
import { worstSeconds } from '../settings/recovery-time.ts';
import { RETRY_SECONDS } from './lambda-retries.ts';
import { workflowDefinition } from './workflow-definition.ts';

/** Fixed: operators search for it in the console, and Begin's role names it before it exists. */
const STATE_MACHINE = 'recovery';

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];
const TRACE = ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'];

/**
 * Any version of a function: a recovery that runs during a deployment keeps calling the versions it began with, under
 * the new role.
 */
const allowTo = (role: Role, functions: TwinboxFunctions): void => {
  for (const { verb } of PHASES) {
    const versions = [`${functions.of(verb).lambda.functionArn}:*`];
    role.addToPolicy(
      new PolicyStatement({ sid: `Call${idOf(verb)}`, actions: ['lambda:InvokeFunction'], resources: versions }),
    );
    acknowledgeWildcards(
      role,
      versions,
      'Any published version of this one function: a running recovery keeps those it began with.',
    );
  }
  role.addToPolicy(new PolicyStatement({ sid: 'DeliverLogs', actions: LOG_DELIVERY, resources: ['*'] }));
  role.addToPolicy(new PolicyStatement({ sid: 'Trace', actions: TRACE, resources: ['*'] }));
  const reason =
    'Log delivery (logs:CreateLogDelivery and its like) and X-Ray know no resources; AWS documents both with *.';
  acknowledgeWildcards(role, ['*'], reason);
};

const EXECUTIONS = 'The executions of this one state machine; their names are not known beforehand.';

export interface RecoveryWorkflowProps {
  /** Name of the pair. */
  readonly pair: string;
  readonly functions: TwinboxFunctions;
}

export class RecoveryWorkflow extends Construct {
  readonly stateMachine: StateMachine;
  private readonly machineName: string;

  constructor(scope: Construct, id: string, props: RecoveryWorkflowProps) {
    super(scope, id);
    this.machineName = nameFor(props.pair, STATE_MACHINE);
    const role = new Role(this, 'Role', {
      assumedBy: trusted(this, 'states.amazonaws.com', {
        service: 'states',
        resource: 'stateMachine',
        resourceName: this.machineName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
      description: 'What the recovery workflow may do: call its functions, and leave logs and traces',
    });
    allowTo(role, props.functions);
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      // The CDK would allow only the versions of this deployment.
      role: role.withoutPolicyUpdates(),
      stateMachineName: this.machineName,
      stateMachineType: StateMachineType.STANDARD,
      comment: 'Moves the service of a pair from a dead appliance to the other one.',
      definitionBody: DefinitionBody.fromChainable(
        workflowDefinition(this, (verb) => props.functions.of(verb).version),
      ),
      // Longer than all bounds of the table and all retries together: it ends only an execution that none of them
      // ended.
      timeout: Duration.hours(Math.ceil((worstSeconds() + PHASES.length * RETRY_SECONDS) / 3600) + 1),
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${this.machineName}`,
          retention: RetentionDays.ONE_YEAR,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        // Inputs and outputs hold no secret, and operators need them for the analysis.
        includeExecutionData: true,
      },
    });
    this.stateMachine.node.addDependency(role);
  }

  /**
   * Reads whether an execution still runs. By name, not by reference, because the state machine itself refers to
   * Begin's function.
   */
  grantDescribe(asker: TwinboxFunction): void {
    asker.permit({
      sid: 'DescribeRecoveries',
      actions: ['states:DescribeExecution'],
      resources: [this.executions()],
      wildcards: EXECUTIONS,
    });
  }

  /** Stops an execution, for a failover that preempts a drill. By name, as above. */
  grantStop(stopper: TwinboxFunction): void {
    stopper.permit({
      sid: 'StopDrills',
      actions: ['states:StopExecution'],
      resources: [this.executions()],
      wildcards: EXECUTIONS,
    });
  }

  /** Starts a recovery. */
  grantStart(starter: TwinboxFunction): void {
    starter.setVariable('STATE_MACHINE_ARN', this.stateMachine.stateMachineArn);
    starter.permit({
      sid: 'StartRecovery',
      actions: ['states:StartExecution'],
      resources: [this.stateMachine.stateMachineArn],
    });
  }

  private executions(): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${this.machineName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}
