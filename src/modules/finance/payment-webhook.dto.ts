export class AcceptedPaymentEventDto {
  /** `duplicate`: this event was stored before. `ignored`: an event that changes nothing here. */
  status!: 'accepted' | 'duplicate' | 'ignored';
}
