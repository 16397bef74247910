/** Merges identical work in flight: the first caller does it, the others get its outcome. */
export class SingleFlight {
  private readonly flights = new Map<string, Promise<unknown>>();

  /** `T` must be what every caller of this `key` expects; keys therefore begin with the operation's id. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const flying = this.flights.get(key);
    if (flying !== undefined) return flying as Promise<T>;
    const flight = work().finally(() => this.flights.delete(key));
    this.flights.set(key, flight);
    return flight;
  }
}
