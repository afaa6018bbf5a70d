// The one interface behind fencing: switch a box off, and read which it is. One file a way.

export type PowerState = 'on' | 'off' | 'changing';

export interface Power {
  /** The way's name, for evidence. */
  readonly way: string;
  /** Asks for off; returns when the request was taken, not when the box is off. Safe to ask twice. @throws PowerRefused, PowerUnreachable */
  off(signal: AbortSignal): Promise<void>;
  /** What the controller says now. @throws PowerRefused, PowerUnreachable */
  read(signal: AbortSignal): Promise<PowerState>;
}
