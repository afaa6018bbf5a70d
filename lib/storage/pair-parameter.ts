// The settings of the pair as the functions read them: one SSM parameter with every default filled in.
import { Stack } from 'aws-cdk-lib';
import { ParameterTier, StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { PairSettings } from '../../functions/contract/settings/pair-settings.ts';
import type { TwinboxFunction } from '../functions/twinbox-function.ts';

export interface PairParameterProps {
  readonly pair: PairSettings;
}

export class PairParameter extends Construct {
  private readonly parameter: StringParameter;
  private readonly pair: string;

  constructor(scope: Construct, id: string, props: PairParameterProps) {
    super(scope, id);
    const { pair } = props;
    this.pair = pair.name;
    this.parameter = new StringParameter(this, pair.name, {
      parameterName: `/twinbox/pairs/${pair.name}`,
      description: `Twinbox: settings of the pair ${pair.name}`,
      stringValue: JSON.stringify(pair),
      // SSM chooses an advanced parameter once the settings exceed 4096 bytes. It would refuse a fixed tier when they
      // shrink again:
      // https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
      tier: ParameterTier.INTELLIGENT_TIERING,
    });
  }

  /** Reads the settings of the pair. */
  grantRead(reader: TwinboxFunction): void {
    reader.setVariable(
      'SETTINGS_PARAMETERS',
      Stack.of(this).toJsonString({ [this.pair]: this.parameter.parameterName }),
    );
    reader.permit({ sid: 'ReadSettings', actions: ['ssm:GetParameter'], resources: [this.parameter.parameterArn] });
  }
}
