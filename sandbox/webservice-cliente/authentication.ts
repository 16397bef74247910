import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { htmlPage, type Answer } from '../core/answer.js';
import type { HandlerRequest, SimulatedOperation } from '../core/handler.js';
import { failure, requiredBody } from './requests.js';
import type { WebserviceClienteState } from './state.js';

const TOKEN_LIFE_MS = 3_600_000;
const HEADER = encodePart({ alg: 'HS256' });

/** The claims as the document prints them: `iat` and `exp` are milliseconds, `ren` and `qtdRen` count renewals. */
const claimsSchema = z.object({
  sub: z.string(),
  iss: z.literal('WebService'),
  ren: z.number(),
  exp: z.number(),
  iat: z.number(),
  jti: z.number(),
  qtdRen: z.number(),
});
type Claims = z.infer<typeof claimsSchema>;

export const customerCredentials = z.object({ usuario: z.string().min(1), senha: z.string().min(1) });

/** A failure text of the document for credentials of a customer that do not fit. */
const UNKNOWN_CUSTOMER = 'Nao foi possivel encontrar um cliente com esses dados de acesso';

type Request = HandlerRequest<WebserviceClienteState>;

/** The ERP's three families of credentials: Basic alone, with a `Token`, or with the customer's own in the body. */
export class WebserviceClienteAuthentication {
  private readonly expectedBasic: Buffer;
  private readonly secret = randomBytes(32);
  private lastTokenNumber = 0;

  constructor(user: string, password: string) {
    this.expectedBasic = Buffer.from(`${user}:${password}`);
  }

  /** What refuses the request; `undefined` admits it. */
  readonly refusalOf = (operation: SimulatedOperation, request: Request): Answer | undefined => {
    if (!this.hasBasic(request.headers.authorization)) return WRONG_USER;
    if (operation.auth === 'token') {
      return this.claimsOf(request) === undefined ? failure('Token inválido ou expirado.', 401) : undefined;
    }
    if (operation.auth === 'customer') return refusalOfCustomer(request);
    return undefined;
  };

  /** A new token, good for an hour. */
  issueToken(request: Request): string {
    return this.sign(request, { sub: randomUUID(), ren: 0, qtdRen: 0 });
  }

  /** A new token for the one that came with the request, good for another hour. */
  renewToken(request: Request): string {
    const claims = this.claimsOf(request);
    return claims === undefined
      ? this.issueToken(request)
      : this.sign(request, { sub: claims.sub, ren: claims.ren + 1, qtdRen: claims.qtdRen + 1 });
  }

  private sign(request: Request, claims: Pick<Claims, 'sub' | 'ren' | 'qtdRen'>): string {
    const now = request.clock();
    this.lastTokenNumber += 1;
    request.state.issuedTokens.add(this.lastTokenNumber);
    const payload = encodePart({
      sub: claims.sub,
      iss: 'WebService',
      ren: claims.ren,
      exp: now + TOKEN_LIFE_MS,
      iat: now,
      jti: this.lastTokenNumber,
      qtdRen: claims.qtdRen,
    } satisfies Claims);
    return `${HEADER}.${payload}.${this.signature(payload)}`;
  }

  private claimsOf(request: Request): Claims | undefined {
    const token = request.headers['token'];
    if (typeof token !== 'string') return undefined;
    const [header, payload = '', signature = '', ...rest] = token.split('.');
    if (header !== HEADER || rest.length > 0 || !sameText(signature, this.signature(payload))) return undefined;
    const claims = claimsSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    return claims.exp > request.clock() && request.state.issuedTokens.has(claims.jti) ? claims : undefined;
  }

  private signature(payload: string): string {
    return createHmac('sha256', this.secret).update(`${HEADER}.${payload}`).digest('base64url');
  }

  private hasBasic(authorization: string | undefined): boolean {
    const credentials = /^Basic (\S+)$/i.exec(authorization ?? '')?.[1];
    return credentials !== undefined && sameBytes(Buffer.from(credentials, 'base64'), this.expectedBasic);
  }
}

const WRONG_USER: Answer = {
  ...htmlPage(401, 'Unauthorized', 'This request requires HTTP authentication.'),
  headers: { 'content-type': 'text/html;charset=ISO-8859-1', 'www-authenticate': 'Basic realm="WebService"' },
};

function refusalOfCustomer(request: Request): Answer | undefined {
  const { usuario, senha } = requiredBody(request, customerCredentials);
  const customer = request.state.customerOfDocument(usuario);
  return customer?.password === senha ? undefined : failure(UNKNOWN_CUSTOMER);
}

function encodePart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const sameText = (left: string, right: string): boolean => sameBytes(Buffer.from(left), Buffer.from(right));

const sameBytes = (left: Buffer, right: Buffer): boolean =>
  left.length === right.length && timingSafeEqual(left, right);
