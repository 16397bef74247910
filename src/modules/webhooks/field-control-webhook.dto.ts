export class AcceptedDeliveryDto {
  /** `duplicate`: this delivery was stored before. `ignored`: an event that is not one of the documented ones. */
  status!: 'accepted' | 'duplicate' | 'ignored';
}
