import { windowState } from './content-window.js';
import type { ContentEntity } from './content.entity.js';

/**
 * The published rows of one kind of content. They are few, the same for everybody and asked for on every screen, so
 * they are kept for a moment: what this instance changes shows at once, what another changes no later than `keepMs`
 * after. Windows are judged when rows are asked for, so they open and close on time.
 */
export class PublishedRows<Row extends ContentEntity> {
  private kept: { readonly rows: Promise<readonly Row[]>; readonly until: number } | undefined;

  /** @param load published rows whose window is not over, in the order they are shown */
  constructor(
    private readonly load: () => Promise<readonly Row[]>,
    private readonly keepMs: number,
  ) {}

  /** The rows whose window is open. */
  async open(): Promise<Row[]> {
    const rows = await this.rows();
    const now = Date.now();
    return rows.filter((row) => windowState(row, now) === 'OPEN');
  }

  /** Reads anew the next time, also when a reading is under way: it may have begun before the change. */
  forget(): void {
    this.kept = undefined;
  }

  private rows(): Promise<readonly Row[]> {
    const now = performance.now();
    if (this.kept !== undefined && now < this.kept.until) return this.kept.rows;
    const kept = { rows: this.load(), until: now + this.keepMs };
    this.kept = kept;
    kept.rows.catch(() => {
      if (this.kept === kept) this.kept = undefined;
    });
    return kept.rows;
  }
}
