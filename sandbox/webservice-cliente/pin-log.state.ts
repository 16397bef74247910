/** A PIN sent by SMS. */
export interface PinLog {
  readonly id: number;
  readonly applicationId: string;
  readonly messageId: string;
  readonly pinId: string;
  pin: number;
  phone: string;
  attemptsLeft: number;
  verified: boolean;
  pinError: string | null;
  requestError: string | null;
  /** Epoch milliseconds; null while nobody has entered it. */
  verifiedAt: number | null;
  /** Epoch milliseconds. */
  readonly loggedAt: number;
}

/** One PIN that waits to be entered and one that was entered twenty minutes ago. */
export function seedPinLogs(now: number): PinLog[] {
  const minutes = 60_000;
  const log = (id: number, pinId: string, pin: number, phone: string, verifiedAt: number | null): PinLog => ({
    id,
    applicationId: 'DE0342851CD1D22053FB62D054DAE3E3',
    messageId: `E871BD63E69816FC17C5A72D10D1B4${String(id).padStart(2, '0')}`,
    pinId,
    pin,
    phone,
    attemptsLeft: 3,
    verified: verifiedAt !== null,
    pinError: null,
    requestError: null,
    verifiedAt,
    loggedAt: now - 25 * minutes,
  });
  return [
    log(1, 'EEA2D9A0F876B52EED8D599CEF1A03F3', 1425, '5522999990001', null),
    log(2, 'EEA2D9A0F876B52EED8D599CEF1A03F4', 6969, '5531999990002', now - 20 * minutes),
  ];
}
