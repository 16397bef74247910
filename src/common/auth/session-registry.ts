/** Whether a customer's session still stands; the auth module knows. */
export abstract class SessionRegistry {
  abstract isActive(sessionId: string): Promise<boolean>;
}
