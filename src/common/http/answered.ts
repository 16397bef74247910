/** A value asked of an upstream, and since when it stands when it is a kept one in place of a failed read. */
export interface Answered<A> {
  readonly value: A;
  readonly staleSince?: Date;
}
