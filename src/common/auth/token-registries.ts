/**
 * Whether tokens of an administrator still stand. A token names the generation it was issued in; the account's
 * generation is replaced when its tokens are to end.
 */
export abstract class AdminTokenRegistry {
  abstract isCurrent(adminId: string, tokenGeneration: string): Promise<boolean>;
}

/** The same for the tokens of a client of the service audience. */
export abstract class ServiceTokenRegistry {
  abstract isCurrent(clientId: string, tokenGeneration: string): Promise<boolean>;
}
