// The interface through which people are notified.

export interface Message {
  /** At most 100 characters; begins with what happened. */
  readonly subject: string;
  /** Plain text. Never a secret. */
  readonly body: string;
  /** Progress of a running recovery. Left out where somebody must act, and where something has ended. */
  readonly about?: 'progress';
}

export interface Messages {
  notify(message: Message): Promise<void>;
}
