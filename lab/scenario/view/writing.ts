// One thing that was written while a scenario ran, wherever a person could read it afterwards.

export const WRITING_KINDS = [
  'log',
  'execution',
  'history',
  'message',
  'object',
  'label',
  'parameter',
  'metric',
  'alarm',
  'zone',
  'call',
  'request',
  'event',
  'stack',
  'failure',
  'notified',
] as const;

export type WritingKind = (typeof WRITING_KINDS)[number];

/** One thing that was written. `place` names it in messages. */
export interface Writing {
  readonly kind: WritingKind;
  readonly place: string;
  readonly text: string;
}
