// The interface through which people are told.

export interface Message {
  /** At most 100 characters; begins with what happened. */
  readonly subject: string;
  /** Plain text. Never a secret. */
  readonly body: string;
}

export interface Messages {
  tell(message: Message): Promise<void>;
}
