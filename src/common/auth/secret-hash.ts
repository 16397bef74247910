import { hash, verify } from '@node-rs/argon2';

/** OWASP's Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** A hash of the same cost that no secret is known for: stands in for that of somebody who does not exist. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$WtkZ8Pewt4rO3pL1JGRkgg$XzAYAhV8TGrQ18nZE0dNgxWrBjoTuaYbHGp5BxuJPUY';

/** @returns PHC string of argon2id. */
export const hashSecret = (secret: string): Promise<string> => hash(secret, COST);

/** Whether the secret is the one hashed; takes as long for somebody who does not exist, which is always false. */
export async function verifySecret(secretHash: string | undefined, secret: string): Promise<boolean> {
  const right = await verify(secretHash ?? NOBODY, secret);
  return right && secretHash !== undefined;
}
