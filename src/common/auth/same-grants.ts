/** Whether two lists of roles or scopes, neither with one twice, grant the same. */
export const sameGrants = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((grant) => right.includes(grant));
